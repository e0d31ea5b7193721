"""What the names of elements say: words that publishing systems everywhere give to the parts of a
page.

A name is the element's class and id. It is taken apart into words (`relatedStories_box` is
`related stories box`), and the words are looked for in a few lists: what stands around a story
(*furniture*), what says who wrote it and when (*imprint*), its standfirst, its text. No word here
is the name of a site; they are the trade's, in the languages of the trade.
"""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.parse.tree import Element


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


def _named(words: str) -> re.Pattern[str]:
    """One pattern of a list of patterns, each for whole words of a name: `-word-word-word-`."""
    return re.compile(f"-(?:{'|'.join(words.split())})-")


_FURNITURE = _named(
    r"""
    fact-?box\w* fakta-?boks faktabox info-?kasten support-us visually-hidden
    screen-reader-text print-(?:header|footer|only) related\w* recirc\w* recommend\w*
    suggest(?:ed|ions?) shar(?:e|es|ing|ebar|etools|elinks) sharethis
    social-?(?:share|links?|icons?|buttons?|bar|nav\w*|follow|tools|networks?)\w* comments?
    commentlist comment(?:form|area|box|section|list|wrap\w*) commenting disqus\w* livefyre
    respond discussion newsletters? newslettersignup subscri\w+ promo\w* sidebar\w* side-bar
    right-?(?:rail|col\w*|side) left-?rail site-?foot\w* page-?foot\w* article-?footer
    entry-?footer post-?footer nav navi navbar\w* navigation\w* subnav menu\w*
    breadcrumbs?\w* crumbs? advert\w* ads? adv adbox adslot\w* adunit ad-?wrap\w*
    ad-?container adsby\w+ dfp gpt sponsor\w* banner\w* outbrain\w* taboola\w* popular\w*
    trending\w* most-?(?:read|viewed|popular|recent|commented|shared)\w* toplist ranking
    ranklist toolbar\w* tools toolbox pagination\w* pager paging pagenav tags taglist
    tag-list tagcloud post-tags? article-tags? keywords? topics?-list topiclist
    about-(?:the-)?authors? author-?(?:bio\w*|box|card|desc\w*|profile|about|block|list) bio
    biography copyright\w* disclaim\w* cookies?\w* consent gdpr modal popup\w* overlay
    lightbox log-?in sign-?in sign-?up signup\w* registration feedback ratings? polls? vote
    survey read-?more
    more-?(?:news|stories|articles|posts|links?|from|on|in|like|about|to-?read)
    also-?(?:read|like) read-?(?:also|next|this|on) see-?also you-?(?:may|might)(?:-also)?
    up-?next next-?(?:article|story|post|up|read) prev(?:ious)?-?(?:article|story|post|next)
    top-?(?:stories|news) latest\w* further-?reading teaser-?list screen-?reader\w* sr-only
    visually-?hidden visuallyhidden skip-?(?:to|link|nav)\w* cta call-?to-?action donat\w+
    support-us follow-?(?:us|button|me) followus app-?(?:download|promo|install) ticker
    print-?(?:button|link|tool) correction-?link report-?(?:error|typo|an-error)
    jp-relatedposts sharedaddy addthis\w* addtoany\w* a2a shareaholic
    link-?(?:list|box|stack|out) external-?links cross-?link\w* inline-?links?
    internal-?links? seealso onward\w* embed-?card story-?(?:list|card|teaser) card-?list
    bookmark\w* save-?(?:article|story) affiliate\w* e-?commerce shop(?:ping)?-?\w*
    product-?(?:card|box|list) coupon\w* market-?data stock-?ticker listen\w* audio-?player
    text-?to-?speech video-?(?:list|playlist|caption) playlist podcast-?(?:list|teaser|box)
    masthead site-?header page-?header global-?header top-?bar topbar utility empfehlung\w*
    kommentar\w* teilen verwandt\w* themen thema-?(?:box|liste) mehr-?(?:zum|von|aus)-?\w*
    anzeigen? werbung meistgelesen weiterlesen weitere-?\w* lesetipps? linkliste
    artikelliste merken vorlesen abo abobox autoren?(?:box|info) partage\w* commentaires?
    a-lire(?:-aussi)? lire-aussi abonn\w+ publicite pub relacionad\w* relacionat\w*
    compartir comentarios? publicidad publicidade suscri\w+ etiquetas
    mas-(?:leidas?|noticias|informacion) te-puede correlat[ei]\w* condividi pubblicita
    commenti leggi-anche articoli-?(?:correlati)? compartilh\w* leia-?(?:mais|tambem)
    veja-?(?:mais|tambem) saiba-mais assine powiazane polecan[eay]\w* komentarz\w* reklama
    czytaj-?\w* ilgili\w* yorum\w* paylas\w* reklam\w* etiket(?:ler)? onerilen\w*
    relater(?:t|te|ade|ede|at)\w* annons\w* les-?ogsa las-?mer delning gerelateerd\w*
    reacties advertentie lees-?ook lien-?quan tin-?lien-?quan binh-?luan quang-?cao terkait
    baca-?juga iklan komentar xiangguan\w* xgyd xgxw tuijian\w* pinglun\w* fenxiang\w*
    guanggao\w* daohang\w* zebian zrbj bianji bjname jubao erweima qr-?code\w* ewm shengming
    mianze hotnews hot-?(?:news|list|word|topic)s? remen paihang\w* rank kanren\w*
    post-?recommend gentie tiecount weixin-?share bdshare\w* bds-?\w* jiathis\w* wb-?share
    sns
    """
)
_WEAK = _named(
    r"""
    paywall\w* widgets? teasers? carousel\w* slider slick swiper\w* rail foot(?:er)?\w*
    social\w* tts plugin embed\w* box infobox aside gallery hide hidden d-none is-hidden
    display-none cards? tiles? items?-list list promo extra additional supplement\w* bottom
    secondary trailer collapsible note notice info
    """
)
_IMPRINT = _named(
    r"""
    by-?lines? authors? author-?names? meta metadata post-?meta entry-?meta article-?meta
    date-?lines? date-?time time-?stamp timestamp pub-?(?:date|time)
    published(?:-?(?:date|at|on|time))? publish-?(?:date|time|info)? dates? times? updated
    post-?(?:info|date) article-?info news-?info ep-?info source ly laiyuan kicker eyebrow
    overline topline category categories section-?(?:name|label|title) rubrik rubric
    dachzeile spitzmarke reading-?time read-?time credits? zuozhe autor(?:e|en|in)? auteur
    signature firma fecha data-?ora fonte views? view-?count hits headline-?info
    """
)
_DECK = _named(
    r"""
    standfirst deck dek lede lead leads lead-?(?:text|paragraph|in) leadtext summary
    article-?summary abstract sub-?titles? sub-?heads? sub-?headlines? subheading intro
    introduction intro-?text introtext excerpt chapeau chapo vorspann teaser-?text sapo
    description article-?(?:description|intro|lead|excerpt|subtitle|deck) entradilla bajada
    copete sommario occhiello catenaccio ingress preamble manchet standfirst-?text spot
    tagline zhaiyao daodu daoyu digest lid anriss linea-?fina
    """
)
_TEXT = _named(
    r"""
    article-?(?:body|content|text|copy|main|detail|entry|con|cont|container|bodytext|paragraphs?|contents)\w*
    articlebody\w* story-?(?:body|content|text|copy)\w*
    post-?(?:content|body|text|entry|article) entry-?(?:content|body|text)
    news-?(?:text|content|body|con|article|detail|txt)\w*
    content-?(?:body|text|article|main|detail) body-?(?:content|copy|text|article) bodycopy
    detail-?(?:content|text|body|con) main-?(?:text|article)
    text-?(?:content|body|article|con) page-?(?:content|text) rich-?text single-?content
    td-post-content paragraphs? artikel-?(?:text|inhalt|body|content)? textkorper fliesstext
    cuerpo(?:-?\w*)? corps texte texto testo contenido conteudo
    haber-?(?:metni|detay|icerik) tresc zhengwen wenzhang neirong endtext ozoom trs-?editor
    fck\w* nrtext founder-content cnt-?(?:body|text)
    """
)
_CAPTION = _named(
    r"""
    captions? image-?(?:caption|credit|source|info|description) img-?(?:caption|credit|desc)
    photo-?(?:caption|credit|info|desc\w*) picture-?(?:caption|credit) figcaption
    wp-caption\w* media-?(?:caption|credit|description) copyright-?(?:image|photo)
    bildunterschrift bildtext legende legenda pie-?(?:de-)?foto didascalia
    byline-?(?:photo|bild)
    """
)
_TITLE = _named(
    r"""
    title titles headline headlines heading header-title biaoti titel titulo titolo titre
    tit tytul baslik judul schlagzeile hd
    """
)
_PICTURE = _named(
    r"""
    \w*image\w* imgs?\w* photos? photobox pictures? pics? figures? fotos? bilder bild
    gallery galerie galleria galeria galeri media thumb\w* videos? player
    """
)
_FURNITURE_TAGS = frozenset(["nav", "aside", "footer", "form", "dialog"])
_FURNITURE_ROLES = frozenset(
    [
        "navigation",
        "complementary",
        "contentinfo",
        "banner",
        "search",
        "dialog",
        "menu",
        "toolbar",
        "alert",
    ]
)


@lru_cache(maxsize=20_000)
def standing_of_name(name: str) -> Standing:
    """What a class or an id says, most telling first."""
    names = name.split()[:12]
    if not _UNSEEN.isdisjoint(names) and ":" not in name and "-block" not in name:
        return Standing.FURNITURE
    words = " ".join(_words(one) for one in names)
    if len(words) < 4:
        return Standing.NONE
    if _CAPTION.search(words):
        return Standing.CAPTION
    if _FURNITURE.search(words):
        return Standing.FURNITURE
    if _TEXT.search(words):
        return Standing.TEXT
    if _DECK.search(words):
        return Standing.DECK
    if _IMPRINT.search(words):
        return Standing.IMPRINT
    if _TITLE.search(words):
        return Standing.TITLE
    if _PICTURE.search(words):
        return Standing.PICTURE
    if _WEAK.search(words):
        return Standing.WEAK
    return Standing.NONE


_UNSEEN = frozenset(
    ["hidden", "hide", "d-none", "is-hidden", "display-none", "invisible", "u-hidden"]
)
_NEGATIONS = (
    "no-",
    "not-",
    "non-",
    "has-",
    "with-",
    "without-",
    "enable-",
    "show-",
    "hide-",
    "wp-container",
    "is-",
)


def _words(name: str) -> str:
    """A name's words, each between dashes; nothing of a name that says what is not there."""
    words = _PARTING.sub("-", _HUMP.sub("-", name).lower()).strip("-")
    return "" if words.startswith(_NEGATIONS) else f"-{words}-"


def standing_of(element: Element, tag: str) -> Standing:
    """What an element's tag, role, class and id say it is."""
    if tag in _FURNITURE_TAGS:
        return Standing.FURNITURE
    if tag == "figcaption":
        return Standing.CAPTION
    if tag == "figure":
        return Standing.PICTURE
    attributes = element.attrib
    if not attributes:
        return Standing.NONE
    if attributes.get("role") in _FURNITURE_ROLES:
        return Standing.FURNITURE
    if attributes.get("itemprop") == "articleBody":
        return Standing.TEXT
    if attributes.get("aria-hidden") == "true":
        return Standing.WEAK
    name = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    return standing_of_name(name) if len(name) > 2 else Standing.NONE
