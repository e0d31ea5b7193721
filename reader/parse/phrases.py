"""The words that papers print around their stories, by what the line does and by language.

A phrase stands for a whole line, punctuation and case aside; with `*` behind it the line may go on.
"""

from __future__ import annotations

CLOSING = {
    "en": """
        related | related articles | related article | related stories | related story
        related posts | related content | related topics | related news | related links
        related reading | related coverage | related videos | related * | recommended
        recommended for you | recommended stories | recommended articles | recommended reading
        recommended videos | you may also like* | you might also like* | you may like*
        you might like* | you'll also like | you may be interested in*
        you might be interested in* | you may also be interested* | read next | read more from*
        read more on* | read more about* | read more stories* | see more* | more from*
        more on* | more in* | more stories* | more news* | more about* | more like this
        more to read | more articles* | more coverage* | more headlines | more reading
        also read* | also on* | also in* | further reading | up next | next up | trending
        trending now | trending stories | most read* | most popular* | most viewed*
        most recent* | most shared* | popular now | popular posts | popular stories
        popular articles | top stories | latest | latest news | latest stories | latest posts
        latest headlines | latest articles | latest videos | editor's picks | editors' picks
        editors picks | editor’s picks | editors’ picks | editor's choice | don't miss*
        don’t miss* | in case you missed it | what to read next | sponsored | sponsored content
        sponsored stories | sponsored links | promoted | promoted content | promoted stories
        around the web | from around the web | from the web | we recommend | you may have missed
        suggested reading | suggested stories | keep reading | comments | comment
        leave a reply* | leave a comment* | post a comment* | join the conversation*
        join the discussion* | view comments | show comments | load comments | share this
        share this story | share this article | share this post | explore more*
        about the author | about the authors | about the writer | sign up for* | newsletter
        newsletters | subscribe | subscribe now | follow us | follow us on | watch next
        read also* | see also* | stay connected | what others are reading | what's hot
        whats hot | you may missed | today's top* | discussion | reader comments
    """,
    "de": """
        mehr themen* | das thema könnte* | weitere beiträge* | quellenangaben | lust auf mehr*
        wussten sie schon* | möchten sie den artikel teilen* | zusatzinformationen
        mehr zum thema* | mehr zu* | mehr über* | mehr von* | mehr aus* | mehr lesen*
        lesen sie auch* | lesen sie mehr* | auch interessant
        das könnte sie auch interessieren* | das könnte dich auch interessieren*
        das könnte ihnen auch gefallen* | weitere artikel* | weitere themen*
        weitere nachrichten* | weitere meldungen* | weitere informationen* | weitere infos*
        weitere links* | zum thema | themen | themen in diesem artikel | schlagworte
        schlagwörter | kommentare | kommentar schreiben | teilen | meistgelesen*
        meistgelesene artikel | empfehlungen der redaktion | empfohlene artikel
        verwandte artikel | verwandte themen | über den autor | über die autorin
        neueste artikel | aktuelle nachrichten | passend dazu | das interessiert andere leser*
    """,
    "nl, nordic": """
        lees ook* | lees verder* | lees meer* | meer over* | gerelateerde artikelen | reacties
        les også* | les mer* | läs också* | läs mer* | läs även* | læs også* | læs mere*
        relaterte saker | relaterade artiklar | fler artiklar | mer om* | flere saker*
        mest lest* | mest läst* | siste nytt* | kommentarer
    """,
    "fr": """
        à lire aussi* | à lire également* | à lire ailleurs | lire aussi* | voir aussi*
        sur le même thème | sur le même sujet | articles liés | articles associés
        articles similaires | commentaires | partager | mots-clés* | mots clés*
        la rédaction vous conseille* | les plus lus | les plus consultés | dernières actualités
        sélection de la rédaction | réagir | vos réactions | à découvrir*
        dans la même rubrique
    """,
    "es, pt": """
        te puede interesar* | le puede interesar* | te recomendamos* | más sobre*
        más noticias* | más información* | más leídas* | lo más leído* | lo más visto*
        lee también* | lea también* | temas relacionados | noticias relacionadas
        artículos relacionados | comentarios | compartir | etiquetas | archivado en*
        leia também* | leia mais* | veja também* | veja mais* | saiba mais* | relacionadas
        notícias relacionadas | mais lidas* | mais notícias* | mais sobre* | comentários
        compartilhe* | últimas notícias | últimas noticias
    """,
    "it": """
        leggi anche* | articoli correlati | ti potrebbe interessare*
        ti potrebbero interessare* | potrebbe interessarti* | potrebbero interessarti*
        commenti | condividi | i più letti | ultime notizie | le ultime notizie*
        notizie correlate | altri articoli*
    """,
    "pl, tr, ro, cs, hu": """
        czytaj też* | czytaj także* | czytaj więcej* | czytaj również* | zobacz też*
        zobacz także* | zobacz również* | przeczytaj też* | przeczytaj także*
        przeczytaj również* | polecane | polecamy | komentarze | udostępnij
        najczęściej czytane | ilgili haberler | ilgili haber | i̇lgili haberler | i̇lgili haber
        ilgili konular | bunlar da ilginizi çekebilir | ilginizi çekebilir* | yorumlar
        etiketler | çok okunanlar | son haberler | citește și* | citeşte şi* | čtěte také*
        související články | kapcsolódó cikkek*
    """,
    "id, ms, vi, sw": """
        baca juga* | artikel terkait | berita terkait | berita terkini | berita lainnya
        komentar | simak juga* | lihat juga* | terpopuler | xem thêm* | tin liên quan
        tin cùng chuyên mục | bình luận | đọc thêm* | tin mới | soma zaidi*
        habari zinazohusiana | inayohusiana
    """,
    "ru, uk": """
        читайте также* | читать также* | читать далее* | смотрите также* | по теме
        похожие новости | похожие статьи | теги | комментарии | поделиться | самое читаемое
        новости по теме | материалы по теме | читайте також*
    """,
    "ar, fa, ur, hi, bn, th": """
        اقرأ أيضا* | اقرأ أيضًا* | اقرأ أيضاً* | اقرأ المزيد* | مواضيع ذات صلة | مواضيع متعلقة
        أخبار متعلقة | أخبار ذات صلة | الأكثر قراءة | بیشتر بخوانید* | مطالب مرتبط | اخبار مرتبط
        مزید پڑھیں* | متعلقہ خبریں | यह भी पढ़ें* | ये भी पढ़ें* | संबंधित खबरें
        संबंधित ख़बरें | खबरें और भी हैं* | আরও পড়ুন* | আরো পড়ুন* | อ่านเพิ่มเติม*
        ข่าวที่เกี่ยวข้อง
    """,
    "zh": """
        相关阅读* | 相关新闻* | 相关链接* | 相关报道* | 相关推荐* | 相关文章* | 相关专题*
        相关资讯* | 相关稿件* | 相关内容* | 相关视频* | 相關閱讀* | 相關新聞* | 相關連結*
        相關報道* | 相關報導* | 相關文章* | 延伸阅读* | 延伸閱讀* | 推荐阅读* | 推荐新闻*
        推荐文章* | 推薦閱讀* | 推薦新聞* | 更多新闻* | 更多精彩* | 更多内容* | 更多相关*
        更多资讯* | 更多文章* | 更多推荐* | 猜你喜欢* | 猜你喜歡* | 为您推荐* | 為您推薦*
        大家都在看* | 热门推荐* | 热门新闻* | 热门文章* | 热门评论* | 热点新闻* | 热点推荐*
        热点排行* | 新闻排行* | 阅读排行* | 点击排行* | 排行榜 | 往期回顾* | 往期精彩*
        往期推荐* | 精彩推荐* | 编辑推荐* | 看了又看 | 下一篇* | 上一篇* | 阅读下一篇*
        网友评论* | 网友跟贴* | 最新评论* | 全部评论* | 精彩评论* | 发表评论* | 我要评论*
        我来说两句* | 评论 | 留言 | 分享到* | 分享至* | 标签：* | 标签:* | 关键词：* | 关键词:*
        关键字：* | 扫一扫* | 返回首页* | 返回顶部* | 点击进入专题* | 你可能还想看*
        你可能還想看* | 你可能喜欢* | 你可能会喜欢* | 您可能感兴趣* | 你可能感兴趣*
        你可能也喜欢* | 今日热点* | 最新消息* | 最新文章* | 最热文章* | 专题推荐* | 图片新闻
        图片推荐 | 视频推荐* | 今日推荐* | 本类推荐* | 本网推荐* | 责编推荐* | 热搜* | 特别推荐*
    """,
    "ja, ko": """
        関連記事* | 関連ニュース* | 関連リンク* | 関連キーワード* | 関連情報*
        あわせて読みたい* | おすすめ記事* | おすすめ* | 人気記事* | この記事をシェア*
        アクセスランキング* | ランキング | 最新ニュース | 関連する記事 | 관련기사* | 관련 기사*
        관련뉴스* | 관련 뉴스* | 추천기사* | 추천 기사* | 추천뉴스* | 많이 본 뉴스*
        많이 본 기사* | 댓글* | 공유하기 | 인기기사* | 인기 기사* | 이 기사 어땠나요* | 관련 글*
        당신이 좋아할만한*
    """,
}
"""Lines that open what is no more of the story."""

ASIDE = {
    "en": """
        read more: * | read more : * | read also: * | read also * | see also: * | also read: *
        related: * | read: * | more: * | must read: * | watch: * | listen: * | recommended: *
        next: * | click here | click here to * | advertisement* | advertorial | ad | ads
        scroll to continue* | story continues* | article continues* | continue reading*
        continued below* | loading* | load more | show more | show less | read more | learn more
        see more | view more | more | play video | play | pause | mute | unmute | watch now
        watch live | watch video | listen to this article* | listen to article*
        listen to story* | video unavailable* | skip to* | skip past* | skip advertisement*
        enlarge* | enlarge image* | view gallery* | view image* | view in gallery*
        view this post on* | view on * | copy link | copied | save | print | email | share
        tweet | facebook | twitter | whatsapp | linkedin | pinterest | reddit | comments | reply
        like | follow | subscribe | sign in | log in | follow us on * | share on *
        share this * | image caption | image source* | media caption* | toggle caption
        hide caption | getty images | this video cannot be played*
        your browser does not support* | please enable javascript* | javascript is *
        sign up to * | sign up for * | get alerts on* | add us as * | report this ad*
        read the full * | caption | what you need to know today | related video* | related *
        image credits* | advertise* | close | gallery | slideshow | click to *
    """,
    "de": """
        lesen sie auch* | lesen sie hier* | lesen sie mehr* | lesen sie dazu* | lies auch*
        mehr dazu* | mehr zum thema* | siehe auch* | lesetipp* | lese-tipp* | anzeige | werbung
        weiterlesen* | mehr anzeigen | drucken | merken | teilen | zum video* | bild vergrößern*
        vergrößern | externer inhalt* | empfohlener externer inhalt*
        empfohlener redaktioneller inhalt* | an dieser stelle finde*
        ich bin damit einverstanden* | auch interessant: * | hier geht's * | hier geht es zu*
        newsletter* | jetzt anmelden* | video: * | audio: * | mehr infos* | bildquelle*
        artikel anhören* | artikel teilen | kommentare anzeigen*
    """,
    "nl, nordic": """
        lees ook* | les også* | les mer* | läs också* | läs mer* | läs även* | læs også*
        reklame | annonse* | annons* | annonce* | advertentie* | artikkelen fortsetter*
        saken oppdateres* | artikeln fortsätter* | se også* | se også: * | foto: * | dela
        del artikkel
    """,
    "fr": """
        à lire aussi* | à lire également* | lire aussi* | lire la suite* | lire : *
        voir aussi* | publicité* | la suite après* | partager | imprimer | passer la publicité*
        cet article vous est offert* | en vidéo* | vidéo : * | écouter*
    """,
    "es, pt, it": """
        lea también* | lee también* | lee más* | leer más* | mira también* | te puede interesar*
        publicidad* | compartir | leia também* | leia mais* | veja também* | publicidade*
        continua depois da publicidade* | leggi anche* | leggi tutto* | pubblicità* | condividi
        ascolta* | approfondimento* | vedi anche* | anuncio* | síguenos en* | siga * no *
    """,
    "pl, tr": """
        czytaj też* | czytaj także* | czytaj więcej* | czytaj również* | zobacz też*
        zobacz także* | zobacz wideo* | przeczytaj też* | przeczytaj także* | reklama*
        udostępnij | ciąg dalszy * | dalsza część* | w tym artykule dowiesz się*
        dowiedz się więcej* | źródło artykułu* | zgłoś błąd* | ilgili haber* | i̇lgili haber*
        haberin devamı* | içeriğin devamı* | i̇çeriğin devamı* | reklam* | paylaş | yorumlar *
        ayrıca bakınız*
    """,
    "id, vi, sw": """
        baca juga* | baca: * | simak juga* | lihat juga* | iklan* | scroll ke bawah* | bagikan
        lanjutkan membaca* | gambas:* | xem thêm* | xem video* | quảng cáo* | chia sẻ
        soma zaidi* | soma pia*
    """,
    "ru, ar, fa, ur, hi": """
        читайте также* | смотрите также* | читайте: * | реклама* | поделиться | اقرأ أيضا*
        اقرأ أيضًا* | اقرأ أيضاً* | إعلان | مشاركة | شاهد أيضا* | بیشتر بخوانید* | تبلیغات
        مزید پڑھیں* | یہ بھی پڑھیں* | यह भी पढ़ें* | ये भी पढ़ें* | विज्ञापन | खबरें और भी हैं*
    """,
    "zh, ja, ko": """
        延伸阅读* | 延伸閱讀* | 相关阅读* | 相关新闻* | 相关报道* | 相關新聞* | 相关链接*
        推荐阅读* | 更多 | 广告 | 廣告 | 字号* | 分享 | 分享到* | 收藏 | 打印 | 点赞 | 首赞
        微信 | 微博 | qq空间 | 展开全文* | 点击展开* | 阅读全文* | 全文 | 查看原文* | 原文链接*
        播放 | 暂停 | 正在加载* | 评论 | 语音播报* | 点击查看* | 点击播放* | 视频加载中*
        責任編輯* | 関連記事* | 広告 | 続きを読む* | 続きは* | あわせて読みたい* | 画像*
        シェア | 관련기사* | 광고 | 공유 | 기사 원문* | ▶ * | ☞ * | 관련 기사*
    """,
}
"""Lines that lead away from the story wherever they stand in it."""

ENDING = {
    "zh": """
        责任编辑* | 责编* | 責任編輯* | 責編* | 本文编辑* | 编辑：* | 编辑:* | 编辑｜* | 编辑丨*
        编辑 * | 編輯：* | 編輯:* | 编审* | 审核* | 审校* | 校对：* | 校对:* | 编校* | 监制*
        值班主任* | 值班编委* | 值班总编* | 网络编辑* | 文字编辑* | 本期编辑* | 本版编辑*
        执行编辑* | 值班编辑* | 主编：* | 主编:* | 总监制* | 排版：* | 排版:* | 流程编辑*
        见习编辑* | 责任校对* | 二审* | 三审* | 初审：* | 初审:* | 终审：* | 终审:* | 原标题*
        原題* | 原文标题* | 本文原标题* | 本文来源* | 文章来源* | 新闻来源* | 稿件来源*
        信息来源* | 内容来源* | 来源：* | 来源:* | 來源：* | 來源:* | 稿源：* | 稿源:* | 出处：*
        转自* | 转载自* | 资料来源：* | 图片来源：* | 图片来源:* | 特别声明* | 平台声明*
        免责声明* | 版权声明* | 郑重声明* | 风险提示* | 声明：* | 声明:* | 聲明：* | 以上内容仅*
        以上观点仅* | 本文仅代表* | 文章仅代表* | 文章内容仅* | 如需转载* | 未经授权*
        未经许可* | 欢迎转载* | 转载请* | 严禁转载* | 投资有风险* | 欢迎关注* | 敬请关注*
        长按* | 扫描二维码* | 扫码* | 下载客户端* | 新闻热线* | 联系电话* | 举报电话*
        商务合作* | 联系我们* | 违法和不良信息* | 本站声明* | 本网声明* | 本文系* | 本文为*
        返回搜狐* | 完 | 版权归* | 版权所有* | 版權所有* | 更多精彩* | 标签* | 关键词* | 阅读 *
        阅读（* | 阅读(* | 举报* | 纠错* | 打印本页* | 关闭窗口* | 网站声明* | 本报版权*
        作者简介* | 作者：* | 摄影：* | 记者：* | 文字：*
    """,
    "en": """
        for the latest * | to view the full * | to read the full * | to continue reading*
        first-time subscribers* | if you’re seeing this *
        if you're seeing this * | release date: *
        get in touch* | reach the * | listen to * | follow * | with reporting by *
        with files from * | with additional *
        ad block users* | our website * | opinion articles reflect*
        to contact * | more information: *
        © * | (c) * | copyright * | all rights reserved* | follow us * | follow me *
        follow him on * | follow her on * | like us * | find us on * | connect with us*
        join us on * | join our * | got a tip* | have a tip* | have a story* | do you have *
        if you have a * | send us * | email us * | e-mail us * | contact us * | contact the *
        reach him * | reach her * | write to us* | reporting by * | additional reporting*
        edited by * | editing by * | writing by * | compiled by * | sign up * | signing up *
        subscribe to * | subscribe for * | subscribe now* | subscribe today* | register for *
        get our * | get the latest* | get the app* | download our * | download the *
        support our * | support independent* | support local* | please consider * | donate *
        become a * | disclaimer* | disclosure* | correction: * | clarification: *
        editor's note* | editor’s note* | editors' note* | editors’ note* | editors note*
        image credit* | photo credit* | photo: * | photos: * | photo by * | photos by *
        image: * | images: * | featured image* | picture: * | source: * | sources: * | via: *
        tags: * | tags * | tagged * | keywords: * | topics: * | topics * | categories: *
        filed under* | posted in * | posted on * | posted by * | last updated* | updated: *
        updated on * | published: * | first published* | -30- | ends | * * * | about the author*
        opinions expressed* | the views expressed* | views expressed* | the opinions expressed*
        this article originally* | this story originally* | this post originally*
        this article was * | this story was * | this post was * | this article first *
        this story first * | this article has been * | read the original * | learn more *
        for more * | click here * | see also * | want more * | looking for more* | notice: *
        note: * | the post * | to learn more * | our * journalists*
    """,
    "other": """
        der beitrag wurde * | der beitrag erschien * | aktualisiert am *
        pressekontakt* | kontakt: *
        dieser artikel * | dieser text * | dieser beitrag * | hier können sie *
        mehr lesen * | erstveröffentlichung* | cet article * | este artículo * | questo articolo *
        denne artikkelen * | den här artikeln * | quelle: * | quellen: * | mit material von *
        foto: * | bild: * | fotos: * | bilder: *
        text: * | autor: * | redaktion: * | fonte: * | fuente: * | fuentes: * | źródło: *
        kaynak: * | sumber: * | nguồn: * | theo * | источник: * | المصدر: * | منبع: * | स्रोत: *
        出典：* | 출처: * | editor: * | folgen sie uns* | folge uns* | jetzt abonnieren*
        abonnieren sie* | jetzt anmelden* | hier anmelden* | suivez-nous* | abonnez-vous*
        inscrivez-vous* | síguenos* | sigue nuestr* | suscríbete* | seguici* | iscriviti*
        abbonati* | assine* | inscreva-se* | receba * | подписывайтесь* | подпишитесь* | تابعوا*
        riproduzione riservata* | © riproduzione* | alle rechte vorbehalten*
        tous droits réservés* | todos los derechos* | todos os direitos* | wszelkie prawa*
        tüm hakları* | все права* | 無断転載* | 무단전재* | 무단 전재* | 저작권자* | ⓒ *
        기자 * | fotoğraf: * | foto(s): * | tags: * | temas: * | stichworte: *
        zitiervorschlag* | anmerkung der redaktion* | hinweis: * | transparenzhinweis* | dpa
        afp | reuters | ap | apa | sda | ansa | ntb | tt | pap | efe | lusa | dpa/* | dpa-*
        afp/* | reuters/* | (dpa* | (afp* | (reuters* | (ap* | (apa* | (red* | (sda*
    """,
}
"""Lines that may only stand behind a story."""

ENDING_WITHIN = (
    "all rights reserved",
    "may not be published",
    "may not be reproduced",
    "can be reached at",
    "may be reached at",
    "contributed to this report",
    "contributed to this story",
    "contributed to this article",
    "contributed reporting",
    "originally published",
    "first published",
    "first appeared on",
    "originally appeared",
    "affiliate commission",
    "affiliate link",
    "earn a commission",
    "earn commission",
    "receive a commission",
    "do not necessarily reflect",
    "not necessarily those of",
    "not necessarily represent",
    "to your inbox",
    "in your inbox",
    "our newsletter",
    "newsletter here",
    "未经授权",
    "不得转载",
    "请勿转载",
    "禁止转载",
    "版权所有",
    "版權所有",
    "仅供参考",
    "仅供投资者参考",
    "仅代表作者",
    "不代表本",
    "违者必究",
    "違者必究",
    "翻印必究",
    "alle rechte vorbehalten",
    "riproduzione riservata",
)
"""Words that make a line one of those, wherever they stand in it."""

NOTICE = (
    # What sites tell and ask their readers, in a few words that stories hardly use of others.
    "newsletter",
    "your inbox",
    "sign up for",
    "sign up to",
    "subscribe to our",
    "subscribe now",
    "all rights reserved",
    "privacy policy",
    "terms of use",
    "terms of service",
    "please subscribe",
    "subscriber",
    "become a member",
    "cookies",
    "personal data",
    "affiliate",
    "datenschutzerklärung",
    "personenbezogen",
    "externer inhalt",
    "externe inhalte",
    "externen inhalt",
    "ihre einwilligung",
    "deine einwilligung",
    "einverstanden",
    "widerruf",
    "privatsphäre-einstellungen",
    "politique de confidentialité",
    "conditions générales",
    "abonnez-vous",
    "política de privacidad",
    "política de cookies",
    "suscríbete",
    "iscriviti alla",
    "informativa sulla privacy",
    "política de privacidade",
    "plików cookie",
    "pliki cookie",
    "zaufan",
    "wyrażasz zgodę",
    "wyrazić zgodę",
    "danych osobowych",
    "dane osobowe",
    "kişisel veri",
    "çerez",
    "informasjonskapsler",
    "personvern",
    "integritetspolicy",
    "©",
    "版权所有",
    "版權所有",
    "未经授权",
    "不得转载",
    "隐私政策",
    "用户协议",
    "私隱政策",
    "服務條款",
    "会員登録",
    "無断転載",
    "プライバシーポリシー",
    "무단전재",
    "무단 전재",
    "개인정보",
)
