"""What the names of elements say: words that publishing systems everywhere give to the parts of a
page.

A name is the element's class and id. It is taken apart into words (`relatedStories_box` is
`related stories box`), and the words are looked for in a few lists: what stands around a story
(*furniture*), what says who wrote it and when (*imprint*), its standfirst, its text. No word here
is the name of a site; they are the trade's, in the languages of the trade.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from itertools import pairwise

from reader.parse.tree import Element, is_hidden


class Standing(IntEnum):
    """What an element's name says it is."""

    NONE = 0
    TEXT = 1
    """The story's text."""
    FURNITURE = 2
    """Something around the story, or between its parts."""
    IMPRINT = 3
    """Who wrote it, when, under which heading."""
    DECK = 4
    """The standfirst or the lines under the headline."""
    CAPTION = 5
    """What stands under a picture."""
    PICTURE = 7
    """A picture and what belongs to it."""
    TITLE = 8
    """A headline."""
    WEAK = 6
    """What may be furniture or text; its links tell."""


_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_PARTING = re.compile(r"[^0-9a-z\u00e0-\uffff]+")


class _Words:
    """A list of words of names. A word may be written in pieces in a name (`read-more`, `readMore`)
    and is in one here; one that ends in `*` is a beginning, one in `*` on both sides may stand
    within.
    """

    def __init__(self, words: str) -> None:
        listed = words.split()
        self.whole = frozenset(word for word in listed if "*" not in word)
        self.begun = tuple(word[:-1] for word in listed if word[-1] == "*" != word[0])
        self.within = tuple(word.strip("*") for word in listed if word[0] == "*")


_FURNITURE = _Words(
    """
    factbox* printbox printinfo aisummary*  downloadapp*
    citation citewrapper citearticle* adblock* faktaboks faktabox infokasten supportus
    visuallyhidden printheader printfooter printonly related* recirc* recommend* suggested
    suggestion suggestions share shares
    sharing sharebar sharetools sharelinks sharethis socialshare* sociallink* socialicon*
    socialbutton* socialbar* socialnav* socialfollow* socialtools* socialnetwork* comment
    comments commentlist commentform commentarea commentbox commentsection commentwrap*
    commenting disqus* livefyre respond discussion newsletter newsletters newslettersignup
    subscri* promo* sidebar* rightrail rightcol* rightside leftrail sitefoot* pagefoot*
    articlefooter entryfooter postfooter nav navi navbar* navigation* subnav menu*
    breadcrumb* crumb crumbs advert* ad ads adv adbox adslot* adunit adwrap* adcontainer
    adsby* dfp gpt sponsor* banner* outbrain* taboola* popular* trending* mostread*
    mostviewed* mostpopular* mostrecent* mostcommented* mostshared* toplist ranking ranklist
    toolbar* tools toolbox pagination* pager paging pagenav tags taglist tagcloud posttag
    posttags articletag articletags keyword keywords topiclist topicslist aboutauthor
    aboutauthors abouttheauthor abouttheauthors authorbio* authorbox authorcard authordesc*
    authorprofile authorabout authorblock authorlist bio biography copyright* disclaim*
    cookie* consent gdpr modal popup* overlay lightbox login signin signup* registration
    feedback rating ratings poll polls vote survey morenews morestories
    morearticles moreposts morelink morelinks morefrom moreon morein morelike moreabout
    moretoread alsoread alsolike readalso readnext readthis readon seealso youmay youmayalso
    youmight youmightalso upnext nextarticle nextstory nextpost nextup nextread prevarticle
    prevstory prevpost prevnext previousarticle previousstory previouspost previousnext
    topstories topnews latest* furtherreading teaserlist screenreader* sronly skipto*
    skiplink* skipnav* cta calltoaction donat* followus followbutton followme appdownload
    apppromo appinstall ticker printbutton printlink printtool correctionlink reporterror
    reporttypo reportanerror jprelatedposts sharedaddy addthis* addtoany* a2a shareaholic
    linklist linkbox linkstack linkout externallinks crosslink* inlinelink inlinelinks
    internallink internallinks onward* embedcard storylist storycard storyteaser cardlist
    bookmark* savearticle savestory affiliate* ecommerce shop* productcard productbox
    productlist coupon* marketdata stockticker listen* audioplayer texttospeech videolist
    videoplaylist videocaption playlist podcastlist podcastteaser podcastbox masthead
    siteheader pageheader globalheader topbar utility empfehlung* kommentar* teilen
    verwandt* themen themabox themaliste mehrzum* mehrvon* mehraus* anzeige anzeigen werbung
    meistgelesen weiterlesen weitere* lesetipp lesetipps linkliste artikelliste merken
    vorlesen abo abobox autorebox autoreinfo autorenbox autoreninfo partage* commentaire
    commentaires alire alireaussi lireaussi abonn* publicite pub relacionad* relacionat*
    compartir comentario comentarios publicidad publicidade suscri* etiquetas masleida
    masleidas masnoticias masinformacion tepuede correlate* correlati* condividi pubblicita
    commenti leggianche articoli articolicorrelati compartilh* leiamais leiatambem vejamais
    vejatambem saibamais assine powiazane polecane* polecana* polecany* komentarz* czytaj*
    ilgili* yorum* paylas* reklam* etiket etiketler onerilen* relatert* relaterade*
    relaterede* relaterat* annons* lesogsa lasmer delning gerelateerd* reacties leesook
    lienquan tinlienquan binhluan quangcao terkait bacajuga iklan komentar xiangguan* xgyd
    xgxw tuijian* pinglun* fenxiang* guanggao* daohang* zebian zrbj bianji bjname jubao
    erweima qrcode* ewm shengming mianze hotnews hotnewss hotlist hotlists hotword hotwords
    hottopic hottopics remen paihang* rank kanren* postrecommend gentie tiecount weixinshare
    bds* jiathis* wbshare sns
    """
)
_WEAK = _Words(
    """
    readmore jsreadmore paywall* widget widgets teaser teasers carousel* slider slick swiper*
    rail foot* social*
    tts plugin embed* box infobox aside gallery hide hidden dnone ishidden displaynone card
    cards tile tiles itemlist itemslist list promo extra additional supplement* bottom
    secondary trailer collapsible note notice info
    """
)
_IMPRINT = _Words(
    """
    byline bylines author authors authorname authornames meta metadata postmeta entrymeta
    articlemeta dateline datelines datetime timestamp pubdate pubtime published
    publisheddate publishedat publishedon publishedtime publish publishdate publishtime
    publishinfo date dates time times updated postinfo postdate articleinfo newsinfo epinfo
    source ly laiyuan kicker eyebrow overline topline category categories sectionname
    sectionlabel sectiontitle rubrik rubric dachzeile spitzmarke readingtime readtime credit
    credits zuozhe autor autore autoren autorin auteur signature firma fecha dataora fonte
    view views viewcount hits headlineinfo
    """
)
_DECK = _Words(
    """
    standfirst deck dek lede lead leads leadtext leadparagraph leadin summary articlesummary
    abstract subtitle subtitles subhead subheads subheadline subheadlines subheading intro
    introduction introtext excerpt chapeau chapo vorspann teasertext sapo description
    articledescription articleintro articlelead articleexcerpt articlesubtitle articledeck
    entradilla bajada copete sommario occhiello catenaccio ingress preamble manchet
    standfirsttext spot tagline zhaiyao daodu daoyu digest lid anriss lineafina
    """
)
_TEXT = _Words(
    """
    articlebody* articletext* articlecopy* articlemain* articledetail* articleentry*
    articlecon* articleparagraph* storybody* storycontent* storytext* storycopy* postcontent
    postbody posttext postentry postarticle entrycontent entrybody entrytext newstext*
    newsbody* newscon* newsarticle* newsdetail* newstxt* contentbody contenttext
    contentarticle contentmain contentdetail bodycontent bodycopy bodytext bodyarticle
    detailcontent detailtext detailbody detailcon maintext mainarticle textcontent textbody
    textarticle textcon pagecontent pagetext richtext singlecontent tdpostcontent paragraph
    paragraphs artikel artikeltext artikelinhalt artikelbody artikelcontent textkorper
    fliesstext cuerpo* corps texte texto testo contenido conteudo habermetni haberdetay
    habericerik tresc zhengwen wenzhang neirong endtext ozoom trseditor fck* nrtext
    foundercontent cntbody cnttext
    """
)
_CAPTION = _Words(
    """
    imgdescription imagedescription photodescription picturedescription imageinfo pictureinfo
    caption captions imagecaption imagecredit imagesource imageinfo imagedescription
    imgcaption imgcredit imgdesc photocaption photocredit photoinfo photodesc*
    picturecaption picturecredit figcaption wpcaption* mediacaption mediacredit
    mediadescription copyrightimage copyrightphoto bildunterschrift bildtext legende legenda
    piefoto piedefoto didascalia bylinephoto bylinebild
    """
)
_TITLE = _Words(
    """
    title titles headline headlines heading headertitle biaoti titel titulo titolo titre tit
    tytul baslik judul schlagzeile hd
    """
)
_PICTURE = _Words(
    """
    *image* img* photo photos photobox picture pictures pic pics figure figures foto fotos
    bilder bild gallery galerie galleria galeria galeri media thumb* video videos player
    """
)
_AUTHOR = _Words(
    """
    author* byline* postauthor articleauthor entryauthor storyauthor newsauthor zuozhe autor
    autore autoren auteur auteurs writer reporter penulis penname
    """
)
_BY_RANK = (
    (Standing.CAPTION, _CAPTION),
    (Standing.FURNITURE, _FURNITURE),
    (Standing.TEXT, _TEXT),
    (Standing.DECK, _DECK),
    (Standing.IMPRINT, _IMPRINT),
    (Standing.TITLE, _TITLE),
    (Standing.PICTURE, _PICTURE),
    (Standing.WEAK, _WEAK),
)
"""The most telling first."""
_TELLING = frozenset(["style", "hidden", "role", "aria-hidden", "itemprop", "rel"])
_FURNITURE_ROLES = frozenset(
    [
        *("navigation", "complementary", "contentinfo", "banner", "search", "dialog", "menu"),
        *("toolbar", "alert"),
    ]
)
_UNSEEN = frozenset(
    ["hidden", "hide", "d-none", "is-hidden", "display-none", "invisible", "u-hidden"]
)
_NEGATIONS = frozenset(
    ["no", "not", "non", "has", "with", "without", "enable", "show", "hide", "is"]
)

AUTHOR = "~author"
"""The key under which elements are kept whose name says that they name an author."""
ASKED = frozenset(
    [
        *("#main-title", "#title", ".biaoti"),
        *("#intro-title", ".yinti", ".kicker", ".eyebrow", "#introtitle"),
        *("#sub-title", ".futi", ".deck", ".subtitle", "#subtitle"),
        *("#author", ".paperdate", ".date", "#date", ".pubtime", ".publish-time"),
        *(".section", ".banci", ".banming", ".page-name", "#nowLayout", "#ozoom"),
    ]
)
"""Names of fields that are asked for as they are."""


def name_of(classes: str, identity: str) -> tuple[Standing, tuple[str, ...]]:
    """What a class and an id say, and the keys under which the element may be asked for."""
    names = [*classes.split()[:12], identity]
    asked = [key for key in (*(f".{name}" for name in names[:-1]), f"#{identity}") if key in ASKED]
    first, is_author = _NO_WORDS, False
    for name in names:
        if name:
            rank, names_author = _said_by_part(name)
            is_author = is_author or names_author
            if rank < first:
                first = rank
    if first == _NO_WORDS:
        return Standing.NONE, tuple(asked)
    if is_author:
        asked.append(AUTHOR)
    if not _UNSEEN.isdisjoint(names) and ":" not in classes and "-block" not in classes:
        return Standing.FURNITURE, tuple(asked)
    return _BY_RANK[first][0] if first < _NO_RANK else Standing.NONE, tuple(asked)


_NO_RANK = len(_BY_RANK)
_NO_WORDS = _NO_RANK + 1
"""The rank of a name that says nothing, behind that of words in no list."""
# All lists in one, so that a word which is in none is found to be so at once: most are.
_WHOLE = {
    word: rank for rank, (_, listed) in reversed([*enumerate(_BY_RANK)]) for word in listed.whole
}
_LEAST = min(len(begun) for _, listed in _BY_RANK for begun in listed.begun)
_BEGUN: dict[str, list[tuple[str, int]]] = {}
for _rank, (_, _listed) in enumerate(_BY_RANK):
    for _word in _listed.begun:
        _BEGUN.setdefault(_word[:_LEAST], []).append((_word, _rank))
_WITHIN = [(part, rank) for rank, (_, listed) in enumerate(_BY_RANK) for part in listed.within]


@lru_cache(maxsize=10_000)
def _said_by_part(name: str) -> tuple[int, bool]:
    """The place in `_BY_RANK` of what one class or id says, and whether it names an author.

    Sites share these names though they put them together in their own ways.
    """
    words = _words(name)
    if not words:
        return _NO_WORDS, False
    best, is_author = _NO_RANK, False
    for word in words:
        rank = _WHOLE.get(word, _NO_RANK)
        if rank < best:
            best = rank
        for begun, rank in _BEGUN.get(word[:_LEAST], ()):
            if rank < best and word.startswith(begun):
                best = rank
        for part, rank in _WITHIN:
            if rank < best and part in word:
                best = rank
        if word in _AUTHOR.whole or word.startswith(_AUTHOR.begun):
            is_author = True
    return best, is_author


def _words(name: str) -> list[str]:
    """A name's words, and what two and three that follow each other make together; [] for a name
    that says what is not there.
    """
    parted = name if name.islower() else _HUMP.sub(" ", name).lower()
    words = _PARTING.sub(" ", parted).split()
    if len(words) < 2:
        return words
    if words[0] in _NEGATIONS:
        return []
    pairs = [one + two for one, two in pairwise(words)]
    triples = [pair + three for pair, three in zip(pairs, words[2:], strict=False)]
    return words + pairs + triples


@dataclass(frozen=True, slots=True)
class Said:
    """What an element's tag and attributes say of it."""

    standing: Standing = Standing.NONE
    asked: tuple[str, ...] = ()
    """Keys under which it may be asked for."""
    is_hidden: bool = False


_NOTHING = Said()
_BY_TAG = {
    **dict.fromkeys(["nav", "aside", "footer", "form", "dialog"], Standing.FURNITURE),
    "figcaption": Standing.CAPTION,
    "figure": Standing.PICTURE,
}
_SAID_BY_TAG = {tag: Said(standing) for tag, standing in _BY_TAG.items()}
_NAMES_IT = frozenset(["class", "id"])


def said_by(element: Element, tag: str) -> Said:
    """What an element's tag, role, class and id say it is."""
    # Most elements have one attribute or two: to look at those is quicker than to ask for eight.
    names = element.keys()
    if not names:
        return _SAID_BY_TAG.get(tag, _NOTHING)
    if _NAMES_IT.isdisjoint(names):
        said = _SAID_BY_TAG.get(tag, _NOTHING)
    else:
        said = _said_by_name(
            element.get("class") or "", element.get("id") or "", tag if tag in _BY_TAG else ""
        )
    return said if _TELLING.isdisjoint(names) else _said_more(element, tag, said)


@lru_cache(maxsize=20_000)
def _said_by_name(classes: str, identity: str, tag: str) -> Said:
    """What class and id say; a tag that says what the element is, is believed before them."""
    standing, asked = name_of(classes, identity)
    return Said(_BY_TAG.get(tag, standing), asked)


def _said_more(element: Element, tag: str, said: Said) -> Said:
    """What class and id say, with what the other attributes add."""
    standing, asked, hidden = said.standing, said.asked, False
    for name in element.keys():  # noqa: SIM118
        if name not in _TELLING:
            continue
        value = element.get(name) or ""
        if name == "style":
            hidden = hidden or is_hidden(element)
        elif name == "hidden":
            hidden = True
        elif name == "role":
            if value in _FURNITURE_ROLES:
                standing = Standing.FURNITURE
        elif name == "aria-hidden":
            if value == "true":
                standing = Standing.WEAK
        elif value == "articleBody":
            standing = Standing.TEXT
        elif value == "author":
            asked = (AUTHOR, *asked)
    return Said(_BY_TAG.get(tag, standing), asked, hidden)
