PRAGMA foreign_keys = OFF;
PRAGMA application_id = 1380209201;
PRAGMA user_version = 4;
BEGIN TRANSACTION;
CREATE TABLE article (
        number INTEGER PRIMARY KEY,
        issue INTEGER NOT NULL REFERENCES issue (number) ON DELETE CASCADE,
        section INTEGER NOT NULL,
        place INTEGER NOT NULL,
        slug TEXT NOT NULL,
        source_slug TEXT NOT NULL,
        headline TEXT NOT NULL,
        kicker TEXT NOT NULL,
        deck TEXT NOT NULL,
        byline TEXT NOT NULL,
        language TEXT NOT NULL,
        role TEXT NOT NULL,
        length INTEGER NOT NULL,
        picture_count INTEGER NOT NULL,
        area BLOB NOT NULL,
        url TEXT NOT NULL,
        digest BLOB NOT NULL, versions INTEGER NOT NULL DEFAULT 0);
INSERT INTO "article" VALUES(20240706000001,1,1,0,'content_1','content_1','嫦娥六号带回月背样品','','','','','story',9,1,X'00000000000000000000000000000000000000000000E03F0000000000000000000000000000E03F000000000000E03F','https://paper.example/content_1.htm',X'2568CA556882FAB6C3FF66F6',1);
INSERT INTO "article" VALUES(20240706000002,1,1,1,'content_2','content_2','图片新闻','','','','','picture',0,1,X'','',X'B1057688F68C41F1DC68BDC3',0);
CREATE TABLE article_picture (
        article INTEGER NOT NULL REFERENCES article (number) ON DELETE CASCADE,
        url TEXT NOT NULL,
        PRIMARY KEY (article, url)) WITHOUT ROWID;
INSERT INTO "article_picture" VALUES(20240706000001,'https://paper.example/1.jpg');
INSERT INTO "article_picture" VALUES(20240706000002,'https://paper.example/2.jpg');
CREATE TABLE body (
        article INTEGER PRIMARY KEY REFERENCES article (number) ON DELETE CASCADE,
        content BLOB NOT NULL);
INSERT INTO "body" VALUES(20240706000001,X'02835B0F0B294354773C3BBFEDC3C19FBB8E6EF9B1FBC695431B375FFC796C3BDC2E58E8172416A416E9A55624E60223141EE686E040470E140360A8180083C540CF1485650A0A201C0E04E50A505E30BF72C8149467506211BB030CF5B20A401109752B303E6B01');
INSERT INTO "body" VALUES(20240706000002,X'02835B0F0B292354779CDD736CCD8543E78E22FC5A90995C525A948A6A242C5861F1519058905AA4975A91980B8C627D23BDAC0268280303B71600');
CREATE TABLE bookmark (
        number INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        newspaper_id TEXT NOT NULL,
        day INTEGER NOT NULL,
        headline TEXT NOT NULL,
        made_at TEXT NOT NULL,
        note TEXT NOT NULL,
        copy BLOB NOT NULL);
INSERT INTO "bookmark" VALUES(1,'kjrb/2024-07-06/content_1','kjrb',20240706,'嫦娥六号带回月背样品','2024-07-06T01:30:00+00:00','为什么留',X'02AB56CA4B2D2F2E482C00D954AD949902D4949D55940494CA4BCC051901CAD827AE6E5C011449CD4BCFC92CCE8887CAA05B05E49764E6A6C657E5839DE4589C99A81F0C8CC2F48CC44C90EFF273530B206A81BCCCE40208233927BF18182EE5A9A9D929899520179AEA98C5D602232435B92413145CD530A75C5A75EE285007D4107018C23D0D128C07C76E3CAA58414A1A4CA41614432599C9A03883873B2C8918A246C0B3F3DB3E1CFCB9EBE8961FBB6F5C39B471F3C59FC7B6C3ED83253B70B8E9A55624E60253323CB11982531B726A3000260703607A30D0334561998252068E98011507A042C0FCCA2153506181927CB13BC0502FAB009482A16E0526E4DA5A00');
CREATE TABLE bookmark_later (
        bookmark INTEGER NOT NULL REFERENCES bookmark (number) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        arrived_at TEXT NOT NULL,
        content BLOB NOT NULL,
        PRIMARY KEY (bookmark, number));
CREATE TABLE bookmark_line (
        bookmark INTEGER PRIMARY KEY REFERENCES bookmark (number) ON DELETE CASCADE,
        newspaper TEXT NOT NULL,
        english_name TEXT NOT NULL,
        section TEXT NOT NULL,
        page TEXT NOT NULL,
        byline TEXT NOT NULL,
        url TEXT NOT NULL);
CREATE TABLE bookmark_picture (
        bookmark INTEGER NOT NULL REFERENCES bookmark (number) ON DELETE CASCADE,
        url TEXT NOT NULL,
        PRIMARY KEY (bookmark, url)) WITHOUT ROWID;
INSERT INTO "bookmark_picture" VALUES(1,'https://paper.example/1.jpg');
CREATE TABLE bookmark_tag (
        bookmark INTEGER NOT NULL REFERENCES bookmark (number) ON DELETE CASCADE,
        tag TEXT NOT NULL,
        PRIMARY KEY (bookmark, tag)) WITHOUT ROWID;
CREATE TABLE brought_in (
        digest BLOB PRIMARY KEY,
        name TEXT NOT NULL,
        outcome TEXT NOT NULL,
        brought_at TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE brought_issue (
        digest BLOB NOT NULL,
        newspaper_id TEXT NOT NULL,
        day INTEGER NOT NULL,
        articles INTEGER NOT NULL,
        PRIMARY KEY (digest, newspaper_id, day)) WITHOUT ROWID;
CREATE TABLE download (
        number INTEGER PRIMARY KEY,
        newspaper_id TEXT NOT NULL,
        first_day INTEGER NOT NULL,
        last_day INTEGER NOT NULL,
        pictures INTEGER NOT NULL,
        is_paused INTEGER NOT NULL,
        asked_at TEXT NOT NULL);
CREATE TABLE download_day (
        download INTEGER NOT NULL REFERENCES download (number) ON DELETE CASCADE,
        day INTEGER NOT NULL,
        state TEXT NOT NULL,
        reason TEXT NOT NULL,
        tries INTEGER NOT NULL,
        tried_at TEXT NOT NULL,
        PRIMARY KEY (download, day)) WITHOUT ROWID;
CREATE TABLE download_picture (url TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE earlier (
        article INTEGER NOT NULL REFERENCES article (number) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        replaced_at TEXT NOT NULL,
        content BLOB NOT NULL,
        PRIMARY KEY (article, number)) WITHOUT ROWID;
INSERT INTO "earlier" VALUES(20240706000001,1,'2024-07-06T01:00:00+00:00',X'02835B0F0B294354773C3BBFEDC3C19FBB8E6EF9B1FBC6C59FC7B6E33609947C4189D6FCCA215350E20606632D00');
CREATE TABLE feed (
        url TEXT PRIMARY KEY,
        place INTEGER NOT NULL,
        title TEXT NOT NULL,
        section TEXT NOT NULL,
        homepage TEXT NOT NULL,
        added_at TEXT NOT NULL,
        language TEXT NOT NULL DEFAULT '',
        tried_at TEXT NOT NULL DEFAULT '',
        fetched_at TEXT NOT NULL DEFAULT '',
        failure TEXT NOT NULL DEFAULT '') WITHOUT ROWID;
CREATE TABLE feed_entry (
        name BLOB PRIMARY KEY,
        day INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE highlight (
        number INTEGER PRIMARY KEY,
        bookmark INTEGER NOT NULL REFERENCES bookmark (number) ON DELETE CASCADE,
        start INTEGER NOT NULL,
        end INTEGER NOT NULL,
        passage TEXT NOT NULL,
        note TEXT NOT NULL,
        made_at TEXT NOT NULL);
CREATE TABLE indexed_run (
        first INTEGER PRIMARY KEY,
        length INTEGER NOT NULL,
        issue INTEGER UNIQUE REFERENCES issue (number) ON DELETE SET NULL,
        bookmark INTEGER UNIQUE REFERENCES bookmark (number) ON DELETE SET NULL,
        starts BLOB NOT NULL);
CREATE TABLE issue (
        number INTEGER PRIMARY KEY,
        newspaper_id TEXT NOT NULL REFERENCES newspaper (id),
        day INTEGER NOT NULL,
        url TEXT NOT NULL,
        stored_at TEXT NOT NULL,
        changed_at TEXT NOT NULL,
        articles INTEGER NOT NULL DEFAULT 0,
        read INTEGER NOT NULL DEFAULT 0,
        begun INTEGER NOT NULL DEFAULT 0,
        pages INTEGER NOT NULL DEFAULT 0,
        gaps INTEGER NOT NULL DEFAULT 0, opened_at TEXT NOT NULL DEFAULT '', is_indexed INTEGER NOT NULL DEFAULT 0);
INSERT INTO "issue" VALUES(1,'kjrb',20240706,'','2024-07-06T01:30:00+00:00','2024-07-06T01:30:00+00:00',2,1,0,1,1,'',0);
CREATE TABLE listing (
        issue INTEGER NOT NULL REFERENCES issue (number) ON DELETE CASCADE,
        is_page INTEGER NOT NULL,
        name TEXT NOT NULL,
        place INTEGER NOT NULL,
        state TEXT NOT NULL,
        title TEXT NOT NULL,
        page TEXT NOT NULL,
        url TEXT NOT NULL,
        part_of TEXT NOT NULL,
        reason TEXT NOT NULL,
        tried_at TEXT NOT NULL,
        PRIMARY KEY (issue, is_page, name)) WITHOUT ROWID;
INSERT INTO "listing" VALUES(1,0,'content_9',5,'absorbed','','01','https://paper.example/content_9.htm','content_1','','');
INSERT INTO "listing" VALUES(1,0,'https://paper.example/2',0,'failed','','','https://paper.example/2','','the site answered 503','2024-07-06T01:30:00+00:00');
CREATE TABLE newspaper (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        english_name TEXT NOT NULL,
        language TEXT NOT NULL,
        time_zone TEXT NOT NULL,
        homepage TEXT NOT NULL,
        icp TEXT NOT NULL,
        closed_weekdays TEXT NOT NULL,
        unread INTEGER NOT NULL DEFAULT 0);
INSERT INTO "newspaper" VALUES(1,'kjrb','科技日报','','zh','Asia/Shanghai','','','56',1);
CREATE TABLE picture (
        url TEXT PRIMARY KEY,
        media_type TEXT NOT NULL,
        content BLOB NOT NULL);
INSERT INTO "picture" VALUES('https://paper.example/1.jpg','image/jpeg',X'6A706567');
CREATE TABLE print_day (
        newspaper_id TEXT NOT NULL,
        day INTEGER NOT NULL,
        absence TEXT NOT NULL,
        other_day INTEGER,
        is_from_site INTEGER NOT NULL,
        mirror TEXT NOT NULL,
        known_at TEXT NOT NULL,
        PRIMARY KEY (newspaper_id, day)) WITHOUT ROWID;
INSERT INTO "print_day" VALUES('kjrb',20240707,'no-issue',NULL,0,'','2024-07-08T02:00:00+00:00');
CREATE TABLE read_state (
        key TEXT PRIMARY KEY,
        position INTEGER NOT NULL,
        read_at TEXT, section TEXT NOT NULL DEFAULT '', length INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
INSERT INTO "read_state" VALUES('kjrb/2024-07-06/content_1',7,'2024-07-06T01:30:00+00:00','',0);
CREATE TABLE reading_list (
        key TEXT PRIMARY KEY,
        place INTEGER NOT NULL,
        newspaper_id TEXT NOT NULL,
        day INTEGER NOT NULL,
        headline TEXT NOT NULL,
        listed_at TEXT NOT NULL,
        copy BLOB NOT NULL);
INSERT INTO "reading_list" VALUES('kjrb/2024-07-06/content_2',1,'kjrb',20240706,'图片新闻','2024-07-06T03:00:00+00:00',X'025D534B0AC2400CBD4BD7D24241F79EC1B594711ADBF43BB495AAA5F71171E3DE95A0B85144F03E26D34EA1EE262F9349F2DE9BC6CAA02E9550DCA9B1D0A7A2382A5694CA44CA4FF0C77E7CCF0742200B122C43AFCFFCB7A2B8C214BC7DAE479A97289C054918840279BB3C05D5DDA508A5EA0E32C94BE2A506887DB1E309A793D9B225414056C874356694CFF175A38AFE11CDE1B034839E56D71B63CA5F1BA465852A94ACD9C0BBB1883B16E079B99FDE57DDAF1759A1AC36058CB9347E3246D44CDAB0152979DB71ED48F5F62257B5ED0F');
CREATE TABLE removal (
        newspaper_id TEXT NOT NULL,
        day INTEGER NOT NULL,
        slug TEXT NOT NULL,
        source_slug TEXT NOT NULL,
        url TEXT NOT NULL,
        headline TEXT NOT NULL,
        page TEXT NOT NULL,
        removed_at TEXT NOT NULL,
        PRIMARY KEY (newspaper_id, day, slug)) WITHOUT ROWID;
INSERT INTO "removal" VALUES('kjrb',20240706,'content_5','content_5','https://paper.example/content_5.htm','下期预告','01','2024-07-06T02:00:00+00:00');
CREATE TABLE response (
        url TEXT PRIMARY KEY,
        content_type TEXT NOT NULL,
        etag TEXT NOT NULL,
        last_modified TEXT NOT NULL,
        fetched_at TEXT NOT NULL,
        body BLOB NOT NULL);
INSERT INTO "response" VALUES('https://paper.example/','','','','2024-07-06T01:30:00+00:00',X'789CB3C928C9CDB1030007A30230');
CREATE TABLE section (
        issue INTEGER NOT NULL REFERENCES issue (number) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        place INTEGER NOT NULL,
        name TEXT NOT NULL,
        page TEXT NOT NULL,
        url TEXT NOT NULL,
        page_image_url TEXT NOT NULL,
        page_pdf_url TEXT NOT NULL,
        PRIMARY KEY (issue, number)) WITHOUT ROWID;
INSERT INTO "section" VALUES(1,1,0,'要闻','01','','','');
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO "setting" VALUES('measure','72');
CREATE TABLE source (
        newspaper_id TEXT NOT NULL,
        day INTEGER NOT NULL,
        kept_at TEXT NOT NULL,
        content BLOB NOT NULL,
        PRIMARY KEY (newspaper_id, day));
CREATE UNIQUE INDEX issue_of_newspaper ON issue (newspaper_id, day);
CREATE INDEX issue_by_day ON issue (day);
CREATE UNIQUE INDEX article_of_issue ON article (issue, slug);
CREATE INDEX article_of_picture ON article_picture (url);
CREATE INDEX bookmark_of_issue ON bookmark (newspaper_id, day);
CREATE INDEX bookmark_of_picture ON bookmark_picture (url);
CREATE INDEX reading_list_of_issue ON reading_list (newspaper_id, day);
CREATE INDEX bookmark_of_tag ON bookmark_tag (tag);
CREATE INDEX highlight_of_bookmark ON highlight (bookmark);
CREATE INDEX bookmark_of_url ON bookmark_line (url);
CREATE INDEX issue_to_index ON issue (day) WHERE NOT is_indexed;
CREATE TRIGGER body_came AFTER INSERT ON body BEGIN
        UPDATE issue SET is_indexed = 0 WHERE is_indexed
            AND number = (SELECT issue FROM article WHERE number = NEW.article);
    END;
CREATE TRIGGER body_changed AFTER UPDATE ON body BEGIN
        UPDATE issue SET is_indexed = 0 WHERE is_indexed
            AND number = (SELECT issue FROM article WHERE number = NEW.article);
    END;
CREATE TRIGGER copy_changed AFTER UPDATE OF copy ON bookmark BEGIN
        UPDATE indexed_run SET bookmark = NULL WHERE bookmark = NEW.number;
    END;
CREATE VIRTUAL TABLE posting USING fts5(
        marks, content = '', detail = none, columnsize = 0, tokenize = 'ascii');
COMMIT;
