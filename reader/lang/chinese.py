"""What the interface says in Chinese. Keys are the English wording, values in braces stay."""

CHINESE = {
    "Show only the articles of the list that have what you type.": (
        "只显示清单中有所键入之词的文章。"
    ),
    # The whole paper
    "Whole paper": "全报",
    "Read alone": "单看此文",
    "This is the end of the paper. q goes back.": "全报已读到底。按 q 返回。",
    "Every section in one scroll, from the first page to the last.": (
        "全报各版连成一卷，从头版读到末版。"
    ),
    "Back to the issue; the whole paper opens again where you left it.": (
        "回到这期报纸；下次打开全报仍在此处。"
    ),
    "Read the article at the top alone.": "单独阅读顶端这一篇。",
    "The next section's head to the top.": "下一版的版头移到顶端。",
    "This section's head to the top, then the one before.": "本版版头移到顶端，再按则是上一版。",
    "The next article to the top.": "下一篇移到顶端。",
    "This article's beginning to the top, then the one before.": (
        "本篇开头移到顶端，再按则是上一篇。"
    ),
    "Keep the article at the top for good, or let it go again.": "永久收藏顶端这一篇，或取消收藏。",
    "Mark the article at the top read, or unread again.": "将顶端这一篇标为已读，或改回未读。",
    "Copy the selection, or the article at the top.": "复制所选文字，或顶端这一篇。",
    # References
    "Cite": "引用",
    "Cite this article": "引用此文",
    "Enter copies it · Esc goes back": "Enter 复制 · Esc 返回",
    "The {style} reference is copied.": "已复制 {style} 格式的引文。",
    "Copy a reference to this article: GB/T 7714, BibTeX, CSL-JSON or Markdown.": (
        "复制此文的引文：GB/T 7714、BibTeX、CSL-JSON 或 Markdown。"
    ),
    # What `/` narrows
    "Filter": "筛选",
    "Words to filter by": "键入要筛选的词",
    "Enter keeps it · Esc leaves it": "Enter 保留 · Esc 取消",
    "/ changes it · Esc shows all": "/ 修改 · Esc 显示全部",
    "Nothing here has “{typed}”. Esc shows all again.": "此处没有“{typed}”。按 Esc 重新显示全部。",
    "Show only the newspapers whose names have what you type.": "只显示名称中有所键入之词的报纸。",
    "Show only the headlines, or sections, that have what you type.": (
        "只显示有所键入之词的标题或版面。"
    ),
    "Show only the bookmarks whose paper, text or note has what you type.": (
        "只显示报名、正文或批注中有所键入之词的收藏。"
    ),
    "edited": "改",
    "an earlier text": "旧版",
    "The paper has not changed this text since it was first stored.": "此文入库后报方未作改动。",
    "This is the text as it is now.": "这是现在的正文。",
    "The text until {moment}; V goes on to the one before.": "{moment}之前的正文；按 V 再往前。",
    "Front page": "版面",
    "This page laid out as a broadsheet; f leads back to the list.": (
        "把本版排成大报的版面；再按 f 回到列表。"
    ),
    "In brief": "简讯",
    "{n} more below": "下面还有 {n} 条",
    "to page {n}": "下转{n}版",
    "There is nothing on this page yet.": "本版还没有内容。",
    "This is the last page.": "这是最后一版。",
    "This is the first page.": "这是第一版。",
    "Printed or composed": "原版或重排",
    "The page as it was printed, or composed for this terminal; remembered.": (
        "按印刷原样，或按终端大小重排；会记住。"
    ),
    "As it was printed.": "印刷原样。",
    "Composed for this terminal.": "按终端大小重排。",
    "Where the stories of this page stood in print is not known.": "不知本版各条在印刷版上的位置。",
    "Story below": "下方一条",
    "To the story below.": "到下方的一条。",
    "Story above": "上方一条",
    "To the story above.": "到上方的一条。",
    "Story at the left": "左边一条",
    "To the story at the left.": "到左边的一条。",
    "Story at the right": "右边一条",
    "To the story at the right.": "到右边的一条。",
    "A screen down, and from the last one to the next page.": "向下一屏；到底之后翻到下一版。",
    "A screen up, and from the first one to the page before.": "向上一屏；到顶之后翻到上一版。",
    "To the lead": "到头条",
    "To the story that leads the page.": "到本版头条。",
    "To the last story": "到末条",
    "To the last story of the page.": "到本版最后一条。",
    "Read the story.": "读这一条。",
    "Back to the list, with the mark on the same story.": "回到列表，光标停在同一条上。",
    "Next page": "下一版",
    "Turn to the next page of this issue.": "翻到本期下一版。",
    "Previous page": "上一版",
    "Turn to the previous page of this issue.": "翻到本期上一版。",
    "To the front page of the issue before this one that is in the library.": (
        "到书库中前一期的版面。"
    ),
    "To the front page of the issue after this one that is in the library.": (
        "到书库中后一期的版面。"
    ),
    "not asked for yet": "尚未索取",
    "nothing under its headline": "有题无文",
    "{n} empty": "{n} 篇有题无文",
    "{n} not fetched": "{n} 篇未取",
    "on its way": "正在取",
    "Press , for the issue before.": "按 , 看前一期。",
    "Press . for the issue after.": "按 . 看后一期。",
    "Press , for the issue before, . for the one after.": "按 , 看前一期，按 . 看后一期。",
    "No issue before this day is known.": "不知此日之前还有哪一期。",
    "No issue after this day is known.": "不知此日之后还有哪一期。",
    "To the issue before the calendar's day, fetched where it is not here yet.": (
        "到日历所选之日的前一期；尚未入库则去取。"
    ),
    "To the issue after the calendar's day, fetched where it is not here yet.": (
        "到日历所选之日的后一期；尚未入库则去取。"
    ),
    "{n} missing": "缺 {n} 篇",
    "no issue": "无报",
    "{name} has no issue on {day}": "{name}{day}无报",
    "{name} has no issue on {day}: the site answers with that of {other}": (
        "{name}{day}无报：网站给出的是{other}的报纸"
    ),
    "{name} has no issue on {day}: the site answers with another day's": (
        "{name}{day}无报：网站给出的是另一天的报纸"
    ),
    "{name} has no issue on {day}: the site answers with an error page": (
        "{name}{day}无报：网站给出的是错误页"
    ),
    "The issue of {name} of today, {day}, is not up yet; it usually is by {hour} where the paper"
    " is printed": "{name}今天（{day}）的报纸尚未上网，当地时间{hour}前通常可见",
    "; the nearest: {days}": "；最近的报纸：{days}",
    "; that was found out on {date}, and `reader fetch {id} {day} --again` asks once more": (
        "；这是{date}得知的，`reader fetch {id} {day} --again` 可再问一次"
    ),
    "; what the library has of it stays": "；书库中已有的部分保留",
    ".": "。",
    # What a site's answer was
    "{place} {how}: try again later.": "{place}{how}，请稍后再试。",
    "broke off in the middle": "中途断开",
    "answered with something that is not a whole page": "给出的不是完整的网页",
    "answered that nothing has changed, which nobody asked": "答非所问，称网页没有变化",
    "sends on without saying where": "要转到别处而不说何处",
    "is an empty page": "是空白网页",
    "{place} did not arrive within {n} seconds: try again later.": (
        "{place}在 {n} 秒内没有取完，请稍后再试。"
    ),
    "{place} is larger than {size}, more than a page of a newspaper ever is, so it was left.": (
        "{place}超过 {size}，报纸的网页不会这么大，未取。"
    ),
    "{host} wants no request for {time}: try again later.": (
        "{host} 要求 {time}内不再访问，请稍后再试。"
    ),
    "{place} answered {status}: {advice}.": "{place}应答 {status}：{advice}。",
    "it wants a subscriber's name and password, so it cannot be read here": (
        "需要订户的用户名和密码，这里读不了"
    ),
    "it is not for everybody, or not for programs": "不对所有人开放，或不许程序访问",
    "there is no such page": "没有这个网页",
    "the page was taken away for good": "网页已被永久撤下",
    "try again later": "请稍后再试",
    "it may not be shown for legal reasons": "依法不能显示",
    "the site is in trouble, try again later": "网站出了问题，请稍后再试",
    "that is not a page": "这不是网页",
    "{place} is packed in a way that nobody asked for, so it was left.": (
        "{place}用了未曾要求的压缩方式，未取。"
    ),
    "{host} leads to a private address, so it was not asked.": "{host} 指向内部地址，未访问。",
    "{host} did not answer within {n} seconds: check the network, or try again later.": (
        "{host} 在 {n} 秒内没有应答：请检查网络，或稍后再试。"
    ),
    "{place} sent nothing for {n} seconds: try again later.": (
        "{place}有 {n} 秒没有传来任何内容，请稍后再试。"
    ),
    "The proxy did not pass on what {host} was asked: check the proxy settings of this computer.": (
        "代理服务器没有转达对 {host} 的访问：请检查本机的代理设置。"
    ),
    "{place} cannot be asked for: its address or a header is not valid.": (
        "{place}无法访问：地址或请求头无效。"
    ),
    "{host} could not prove who it is: check this computer's clock, and the address.": (
        "{host} 的证书无效：请检查本机的时钟和网址。"
    ),
    "{host} could not agree on a safe connection: try again later.": (
        "与 {host} 无法建立安全连接，请稍后再试。"
    ),
    "There is no way to {host}: check the network and the name.": (
        "找不到 {host}：请检查网络和域名。"
    ),
    "{host} takes no connections: check the network, or try again later.": (
        "连不上 {host}：请检查网络，或稍后再试。"
    ),
    "{n} bytes": "{n} 字节",
    "{n} days": "{n} 天",
    "{n} hours": "{n} 小时",
    "{n} minutes": "{n} 分钟",
    "{n} seconds": "{n} 秒",
    "{name} of {day}, first page: {reason}.": "{name} {day} 头版：{reason}。",
    "; `reader papers check {id}` tries its site step by step": (
        "；`reader papers check {id}` 可逐步检查其网站"
    ),
    # How a delivery gets on
    "page {n} of {all}": "第 {n} 版，共 {all} 版",
    "{n} of {all} articles": "{all} 篇中的 {n} 篇",
    "{n} failed": "{n} 篇未取到",
    "asking for the list of pages": "正在询问版面目录",
    "Nearest in the library: {days}.": "书库里最近的是：{days}。",
    "{name} {day} is here: {n} articles.": "{name} {day} 已到，共 {n} 篇。",
    "{name} {day}: {n} articles are here, {gaps} failed; D tries them again.": (
        "{name} {day}：到了 {n} 篇，{gaps} 篇未取到；按 D 再取。"
    ),
    "The {n} issues you have are still here.": "已有的 {n} 期照常可读。",
    ", ": "、",
    "Stopped; what had come is in the library.": "已停下；取到的都在书库里。",
    "A fault in the reader stopped this delivery; what had come is kept. Press D to try again.": (
        "程序出错，取报中断；取到的都留着，按 D 再试。"
    ),
    "{name} {day} · asking for the list of pages": "{name} {day} · 正在询问版面目录",
    "There is nowhere to fetch {name} from; what the library has of it stays.": (
        "《{name}》无处可取；书库里已有的照旧。"
    ),
    "The library can only be read, so nothing can be fetched into it.": (
        "书库只能读，取来的报纸存不进去。"
    ),
    "{name} {day} is on its way already.": "{name} {day} 已经在取了。",
    "{day} has not come yet where {name} is printed.": "在《{name}》的出版地，{day}还没到。",
    "{name} of {day} is not in the library, and there is nowhere to fetch it from.": (
        "书库里没有《{name}》{day}，也无处可取。"
    ),
    "There is no newspaper yet to go to a date of.": "还没有报纸，无从选日期。",
    "A asks {archive} for its copy.": "按 A 向{archive}要存档。",
    "Choose a day first, then ask the archive for it.": "请先选定一天，再向档案馆要。",
    "From the archive": "从网页存档取",
    "Bring this day's issue from a web archive, where its site no longer serves it.": (
        "网站上已没有的一期，从网页存档取来。"
    ),
    "the Internet Archive": "互联网档案馆",
    "from {archive}'s copy of {day}": "取自{archive} {day} 的存档",
    # Places and what is over them
    "{key} leaves the reader.": "按 {key} 退出。",
    "Themes": "配色",
    "Of the reader": "本程序的",
    "Of Textual": "Textual 自带的",
    "Night": "夜",
    "Paper": "纸",
    "Ink": "墨",
    "Terminal": "终端",
    "English or Chinese": "中文或英文",
    "Speak English or Chinese 中文, on every screen at once; remembered.": (
        "界面说中文或英文（English），处处立即生效，程序会记住。"
    ),
    "The interface is in English.": "界面已换成中文。",
    "Simplified or traditional": "简繁",
    "Show this newspaper in the other script, simplified or traditional; remembered.": (
        "把这份报纸换成简体或繁体，程序会记住。"
    ),
    "There is no Chinese here to write otherwise.": "这里没有中文可转换。",
    "For simplified and traditional characters install OpenCC: {command}": (
        "简繁转换需要安装 OpenCC：{command}"
    ),
    "Both scripts write this the same.": "这里简繁写法相同。",
    "In simplified characters.": "已换成简体。",
    "In traditional characters.": "已换成繁体。",
    "As the terminal's background": "随终端的底色",
    "There are no colours here to choose from.": "此处没有颜色可选。",
    "Command palette": "命令面板",
    "Nothing has that name.": "没有叫这个名字的。",
    "An action, a newspaper, a date, a section": "动作、报纸、日期、版面",
    "Newspapers": "报纸",
    "{n} articles": "{n} 篇",
    "{n} pages": "{n} 个版",
    # an issue in one straight line
    "Contents": "目录",
    "Page {name}: {articles}": "第 {name} 版：{articles}",
    "Article {n} of {all}": "第 {n} 篇，共 {all} 篇",
    "Notices and advertisements:": "启事与广告：",
    "Not here:": "未到：",
    "The end of this issue.": "本期完。",
    "Printed on pages {pages}": "载第 {pages} 版",
    "Your note: {note}": "批注：{note}",
    "Heading: {text}": "小标题：{text}",
    "Quotation: {text}": "引文：{text}",
    "Picture: {text}": "图片：{text}",
    "A picture without words.": "图片，无说明。",
    "Row: {cells}": "表格一行：{cells}",
    "An article without a headline": "无题",
    "{n} read": "已读 {n} 篇",
    "{read} of {n} read": "{n} 篇，已读 {read} 篇",
    "{n} unread": "未读 {n} 篇",
    "all read": "全部读过",
    "Issues": "各期",
    "Go to this date": "去这一天",
    "Go to date": "选日期",
    "Enter opens · Tab calendar · Esc back": "回车打开 · Tab 日历 · Esc 返回",
    "2024-07-06, 6 July, 7月6日, yesterday, -3": "2024-07-06、7月6日、昨天、-3",
    "Keys": "按键",
    "Type to filter; Enter does it, Esc goes back": "打字筛选；回车执行，Esc 返回",
    "No key does that here.": "此处没有这样的键。",
    "{n} newspapers": "{n} 种报纸",
    "This is the sample newspaper.": "这是随附的样报。",
    "This is the sample newspaper. For a real one, press Enter on its name.": (
        "这是随附的样报。想读真正的报纸，移到它的名字上按回车。"
    ),
    "There is no newspaper here yet: give a definition in the configuration.": (
        "这里还没有报纸：请在配置里写一份定义。"
    ),
    "latest {day}": "最新 {day}",
    "Not fetched yet · Enter fetches today's issue": "尚未取过 · 回车取今天的一期",
    "begun": "读了一半",
    "downloaded": "已在书库",
    "published, not downloaded": "已出版，未取",
    "not out yet": "尚未出版",
    "Enter fetches it": "回车去取",
    "no issue here": "没有这一期",
    "{n} more": "还有 {n} 篇",
    # An issue
    "{name} of {day} is not in the library.": "书库里没有《{name}》{day}。",
    "The nearest issues: {days} (, and . go there).": "最近的几期：{days}（按 , 和 . 前往）。",
    "This is the oldest issue in the library.": "这是书库里最早的一期。",
    "This is the newest issue in the library.": "这是书库里最新的一期。",
    "No article of this issue is here yet.": "这一期还没有一篇到手。",
    "Nothing is missing from this issue.": "这一期什么也不缺。",
    "Sections": "版面",
    "Untitled": "无题",
    "{n} min": "{n} 分钟",
    "{n} of {all}": "第 {n} 篇，共 {all} 篇",
    "Enter reads on": "回车接着读",
    # An article
    "{n} cells wide": "栏宽 {n} 格",
    "This article is not in the library any more.": "这篇文章已不在书库里。",
    "This was the last article. q goes back.": "这是最后一篇，按 q 返回。",
    "This is the first article.": "这是第一篇。",
    "This is the last section.": "这是最后一版。",
    "This is the first section.": "这是第一版。",
    "Note kept.": "批注已存。",
    "it is no picture that can be shown": "不是能显示的图片",
    "the picture is damaged": "图片已损坏",
    "the picture is too large ({width} by {height})": "图片过大（{width}×{height}）",
    "the picture takes too long to unpack": "图片解码太费时",
    "its address is not one to fetch from": "其网址不可索取",
    "The address of this PDF is not one to fetch from.": "此 PDF 的网址不可索取。",
    "What came is no PDF, so it was not saved.": "取来的不是 PDF，未保存。",
    "Pictures shown.": "图片已显示。",
    "Pictures hidden; captions stay.": "图片已隐去，说明仍在。",
    "it is not here": "尚未取来",
    "it did not come": "没有取到",
    "The picture is on its way.": "图片正在取来。",
    "{folder} cannot be written to: {why}.": "{folder}无法写入：{why}。",
    "There are too many files called {name} already.": "名为{name}的文件已经太多。",
    "The selection is copied.": "已复制所选文字。",
    "The text is copied.": "已复制全文。",
    "The address is copied.": "已复制网址。",
    "This article has no page of its own on the web.": "这篇文章在网上没有自己的网页。",
    "Opened in the browser.": "已在浏览器中打开。",
    "No browser could be opened here.": "这里打不开浏览器。",
    "{n} min left": "还需 {n} 分钟",
    "Unread again.": "重新算作未读。",
    "Marked as read.": "已标为读过。",
    "It fills the screen.": "已占满屏幕。",
    "It cannot be narrower.": "不能再窄了。",
    "read": "已读",
    "the end": "完",
    # Sections, headlines and articles
    "Space: next article": "空格：下一篇",
    "The last article": "最后一篇",
    "{n} columns": "{n} 栏",
    "This list has no sections; n and p walk through it.": "这里不分版面，按 n 和 p 逐篇读。",
    "Not here": "未取到",
    "“{title}” is not here: {reason}. r tries again.": "“{title}”未取到：{reason}。按 r 再取。",
    "Unnamed section": "未名版面",
    "Page {n}": "第 {n} 版",
    "notice": "启事",
    "advertisement": "广告",
    "picture story": "图片新闻",
    "{n} pictures": "{n} 图",
    "r retries": "按 r 再取",
    "{n}/{all} read": "已读 {n}/{all}",
    # Bookmarks
    "No bookmarks yet. Press b on an article to keep it for good.": (
        "还没有收藏。在文章上按 b 就收下来。"
    ),
    "Why you kept it": "为什么留下它",
    "Enter keeps the note · Esc leaves it as it was": "回车存下批注 · Esc 不改",
    "There is no newspaper yet whose issue could be opened.": "还没有报纸可开。",
    "This is today's issue.": "这就是今天的报纸。",
    # What is done, and undone
    "There is nothing to undo.": "没有可撤销的。",
    "Nothing was undone.": "没有可重做的。",
    "“{headline}” is read again.": "《{headline}》重新标为读过。",
    "“{headline}” is unread again.": "《{headline}》恢复为未读。",
    "{n} articles are unread again that were read to their end.": (
        "刚才读到末尾的 {n} 篇恢复为未读。"
    ),
    "{n} articles are read again.": "{n} 篇重新标为读过。",
    "Kept for good, to be read without a network; {key} shows them all.": (
        "已长期收藏，没有网络也能读；按 {key} 看全部收藏。"
    ),
    "Bookmark removed; {key} brings it back.": "已取消收藏；按 {key} 撤销。",
    "Bookmark and note removed; {key} brings both back.": "收藏和批注都已去掉；按 {key} 一并找回。",
    "“{headline}” is bookmarked again.": "《{headline}》重新收藏了。",
    "“{headline}” is bookmarked again, with its note.": "《{headline}》重新收藏了，批注也在。",
    "“{headline}” is no longer bookmarked.": "《{headline}》不再收藏。",
    "The note to “{headline}” is as it was.": "《{headline}》的批注恢复原样。",
    "The note to “{headline}” is changed again.": "《{headline}》的批注又改过来了。",
    "On today's reading list, with {n} to read; {key} reads it.": (
        "已列入今日待读，共 {n} 篇未读；按 {key} 开始读。"
    ),
    "Taken off the reading list; {key} puts it back.": "已移出待读；按 {key} 撤销。",
    "“{headline}” is on the reading list again.": "《{headline}》回到待读。",
    "“{headline}” is off the reading list again.": "《{headline}》又移出待读。",
    "The reading list is in the order it had before.": "待读的次序恢复原样。",
    "The reading list is in its new order again.": "待读又按新的次序排列。",
    "Everything on the list is read.": "待读的文章都读完了。",
    "Nothing is on today's reading list. {key} on an article puts it there.": (
        "今日待读是空的。在文章上按 {key} 就列进来。"
    ),
    "listed on {day}": "{day}列入",
    "“{headline}” is removed; {key} brings it back.": "《{headline}》已删去；按 {key} 撤销。",
    "“{headline}” is in its issue again.": "《{headline}》回到这一期里。",
    "“{headline}” is removed again.": "《{headline}》又删去了。",
    "{name} {day} is removed; {key} brings it back.": "{name}{day}已删去；按 {key} 撤销。",
    "{name} {day} is in the library again.": "{name}{day}回到书库。",
    "{name} {day} is removed again.": "{name}{day}又删去了。",
    "{key} leads to the calendar, where a day can be removed.": (
        "按 {key} 进日历，在那里可以删去某一天的报纸。"
    ),
    "Reading list": "今日待读",
    "To the reading list": "列入待读",
    "Put this article on today's reading list, or take it off.": "把这篇列入今日待读，再按则移出。",
    "Read today's list straight through; once more shows the list itself.": (
        "把今日待读从头读到尾；再按一次看清单。"
    ),
    "Undo": "撤销",
    "Undo what you did last: marks, bookmarks, notes, the reading list, removals.": (
        "撤销上一步：已读未读、收藏、批注、待读、删除。"
    ),
    "Redo": "重做",
    "Do again what you undid last.": "把刚撤销的再做一遍。",
    "Remove the article": "删去这篇",
    "Take this article out of its issue; what you read and kept of it stays.": (
        "从这一期里删去这篇；读过的标记和收藏都还在。"
    ),
    "Remove the issue": "删去这期",
    "Take the issue of the calendar's day out of the library; what you kept of it stays.": (
        "从书库里删去日历所选之日的报纸；收藏的都还在。"
    ),
    "Read on from this article through the list.": "从这篇起往下读。",
    "Take off": "移出",
    "Take this article off the list.": "把这篇移出待读。",
    "Earlier": "提前",
    "Read this article before the one above it.": "把这篇提到上一篇之前。",
    "Later": "推后",
    "Read this article after the one under it.": "把这篇推到下一篇之后。",
    # Places in the list of keys
    "Everywhere": "随处",
    "Newsstand": "报摊",
    "Calendar": "日历",
    "Issue": "一期",
    "Article": "文章",
    "Bookmarks": "收藏",
    # Commands: labels
    "Today's paper": "今天的报",
    "Download": "取报",
    "Copy the selection": "复制所选",
    "Leave": "退出",
    "Down": "下",
    "Up": "上",
    "Half a screen down": "下半屏",
    "Half a screen up": "上半屏",
    "A screen down": "下一屏",
    "A screen up": "上一屏",
    "To the top": "到开头",
    "To the end": "到末尾",
    "Read": "读",
    "Back": "返回",
    "Out": "返回",
    "Previous month": "上月",
    "Next month": "下月",
    "Read this day": "读这天",
    "A day earlier": "前一天",
    "A day later": "后一天",
    "A week earlier": "前一周",
    "A week later": "后一周",
    "First of the month": "月初",
    "Last of the month": "月末",
    "Other pane": "换栏",
    "Next section": "下一版",
    "Previous section": "上一版",
    "Next article": "下一篇",
    "Previous article": "上一篇",
    "Previous issue": "上一期",
    "Next issue": "下一期",
    "Bookmark": "收藏",
    "Read or unread": "已读未读",
    "Retry": "再取",
    "Read on": "读下去",
    "Back up": "往回读",
    "Note": "批注",
    "Narrower": "窄些",
    "Wider": "宽些",
    "Find": "查找",
    "Links": "链接",
    "Next match": "下一处",
    "Match before": "上一处",
    "End the search": "结束查找",
    "Found in an article": "在文中查找时",
    "Find words in this article as you type; n and N walk what was found, Esc ends it.": (
        "在本文中边输入边查找；n 和 N 逐处查看，Esc 结束。"
    ),
    "Number the links in view; typing a number opens it in the browser.": (
        "给画面上的链接编号；输入编号即在浏览器中打开。"
    ),
    "To the next place where the words stand.": "到下一处。",
    "To the place before where the words stand.": "到上一处。",
    "Light nothing any more; the keys mean again what they mean in an article.": (
        "不再标出；各键恢复原来的用途。"
    ),
    "Words to find in this article": "要在本文中查找的词语",
    "not found": "没有找到",
    "Past the end, from the beginning again.": "已过文末，回到开头。",
    "Past the beginning, from the end again.": "已过开头，转到文末。",
    "No link is in view here.": "画面上没有链接。",
    "The number of a link opens it; Esc takes the numbers away.": (
        "输入编号打开链接；Esc 去掉编号。"
    ),
    "Only addresses of the web are opened.": "只能打开网页地址。",
    "Click again to open {address}": "再点一次打开 {address}",
    "Columns": "分栏",
    "There is room for one column only; - makes it narrower.": "只排得下一栏；按 - 排窄些。",
    "Pictures": "图片",
    "Earlier text": "旧版正文",
    "Show the text as it was before the paper changed it, and the one now again.": (
        "显示报方改动之前的正文，再按回到现在的。"
    ),
    "Copy the text": "复制",
    "Copy the link": "复制网址",
    "Open in browser": "浏览器",
    "Remove": "去掉",
    # Commands: sentences
    "Go to a date: a calendar, and a field for 2024-07-06, 6 July, 7月6日, yesterday, -3.": (
        "去某一天：有日历，也可写 2024-07-06、7月6日、昨天、-3。"
    ),
    "Open today's issue of this newspaper; it is fetched if it is not here yet.": (
        "打开这份报纸今天的一期；没有就去取。"
    ),
    "Every article you kept; works without a network.": "收藏的每一篇，没有网络也能读。",
    "Bring the whole of this day's issue into the library.": "把这一天的整期取进书库。",
    "Choose the colours: night, paper, ink, and more.": "选配色：夜、纸、墨，还有别的。",
    "Every key that works here, filtered as you type.": "此处管用的全部按键，打字筛选。",
    "Every action by name, every newspaper, every date, every section of this issue.": (
        "按名字找：动作、报纸、日期、这一期的版面。"
    ),
    "Copy what is selected; without a selection, say how to leave.": (
        "复制选中的文字；没有选中时告诉您怎样退出。"
    ),
    "Leave the reader from anywhere; nothing is lost.": "从任何地方退出，什么也不会丢。",
    "One row down.": "往下一行。",
    "One row up.": "往上一行。",
    "Half a screen down.": "往下半屏。",
    "Half a screen up.": "往上半屏。",
    "A screen down.": "往下一屏。",
    "A screen up.": "往上一屏。",
    "To the top.": "到开头。",
    "To the end.": "到末尾。",
    "Open the newest issue of this newspaper, or fetch its first one.": (
        "打开这份报纸最新的一期，没有就去取。"
    ),
    "Go to this newspaper's calendar and back; shows and hides it where it is narrow.": (
        "去这份报纸的日历，再按回来；窗口窄时显示或隐去它。"
    ),
    "The calendar's previous month.": "日历的上一个月。",
    "The calendar's next month.": "日历的下一个月。",
    "From the calendar back to the newspapers.": "从日历回到报纸。",
    "From the calendar back to the newspapers; from there leave the reader.": (
        "从日历回到报纸；在报纸处则退出。"
    ),
    "Open that day's issue, from the library at once, else it is fetched.": (
        "打开那天的一期：书库里有便立即打开，没有就去取。"
    ),
    "A day earlier.": "前一天。",
    "A day later.": "后一天。",
    "A week earlier.": "前一周。",
    "A week later.": "后一周。",
    "To the first day of the month.": "到这个月的第一天。",
    "To the last day of the month.": "到这个月的最后一天。",
    "To the month before.": "到上一个月。",
    "To the month after.": "到下一个月。",
    "Read the article, or go from the sections to their articles.": "读这篇；在版面栏则转到文章。",
    "Back to where you came from.": "回到来处。",
    "From the sections to the articles and back.": "在版面与文章之间来回。",
    "To the next section of this issue.": "到这一期的下一版。",
    "To the previous section of this issue.": "到这一期的上一版。",
    "To the next headline, over the borders of sections.": "到下一条标题，可越过版面。",
    "To the headline before, over the borders of sections.": "到上一条标题，可越过版面。",
    "To the issue before this one that is in the library.": "到书库里的前一期。",
    "To the issue after this one that is in the library.": "到书库里的后一期。",
    "Keep this article for good, or let it go again.": "把这篇永久留下，再按则放手。",
    "Mark this article read, or unread again.": "标为已读，再按又是未读。",
    "Fetch again what is missing of this issue.": "再取这一期所缺的。",
    "Back to where you came from; you come back to this line.": "回到来处；下次仍从这一行读起。",
    "A screen down, and at the end on to the next article.": "往下一屏；到了篇末，接着读下一篇。",
    "To the next article, over the borders of sections.": "到下一篇，可越过版面。",
    "To the article before.": "到上一篇。",
    "To the first article of the next section.": "到下一版的第一篇。",
    "To the first article of the section before.": "到上一版的第一篇。",
    "Write a note to this article; it is bookmarked with it.": "给这篇写一句批注，同时收藏。",
    "Set the text in a narrower column; remembered.": "把栏排窄些，程序会记住。",
    "Set the text in a wider column; remembered.": "把栏排宽些，程序会记住。",
    "One column, or as many as fit, turned a page at a time like paper.": (
        "一栏，或排得下几栏就几栏，像纸一样一页页翻。"
    ),
    "Show or hide the pictures; their captions stay.": "显示或隐去图片，说明不动。",
    "Copy the selection, or the whole text.": "复制选中的文字，没有选中就复制全文。",
    "Copy this article's address.": "复制这篇文章的网址。",
    "Open this article's address in the browser.": "在浏览器里打开这篇文章。",
    "Read the bookmarked article.": "读收藏的这篇。",
    "Remove the bookmark, with its note.": "去掉收藏，连同批注。",
    "Write why you kept it.": "写下为什么留着它。",
    # What went wrong
    "it did not say why": "没有说明原因",
    "a picture": "图片",
    "a PDF": "PDF 文件",
    "an archive": "压缩包",
    "a database": "数据库",
    "a program": "程序",
    "a media file": "音像文件",
    "The address of {host} holds a name or a password: leave it out.": "{host} 的网址里有用户名或密码，请去掉。",
    "{port} is not a port of {host}: leave it out.": "{host} 没有 {port} 这个端口，请去掉。",
    "“{address}” is not the address of a web page: one starts with http:// or https://.": "“{address}”不是网址：网址以 http:// 或 https:// 开头。",
    "{host} is not one of the newspaper's own hosts, so it was not asked.": "{host} 不是这家报纸自己的主机，未访问。",
    "{host} is a private address that a public page names, so it was not asked.": "{host} 是公开网页里写的内部地址，未访问。",
    "{place} sends on {reason}, so it was not followed.": "{place}要转到{reason}，没有跟随。",
    "from https to plain http": "不加密的 http",
    "to a private address": "内部地址",
    "to another host, {host}": "别的主机 {host}",
    "to another site, {host}": "别的网站 {host}",
    "to a host that is not the newspaper's, {host}": "不属于这家报纸的主机 {host}",
    "to another port, {port}": "别的端口 {port}",
    "{place} sends on to something that is not a web page, so it was not followed.": "{place}要转到不是网页的地方，没有跟随。",
    "{archive} has no copy of {page} that belongs to {day}{why}.": "{archive}没有{page}属于 {day} 的存档{why}。",
    "{archive} keeps pages, not answers to what is posted to a site, so {page} cannot be had from there.": "{archive}只存网页，不存提交查询的应答，{page}无法从那里取得。",
    "{archive} sends on to another host, {where}, so it was not followed.": "{archive}要转到别的主机（{where}），没有跟随。",
    "no address at all": "没有给出地址",
    "{archive} does not show its copy of {place} ({status}): another archive may, named by --archive.": "{archive}不给出{place}的存档（{status}）：可用 --archive 换一个档案馆。",
    "its copy sends round in a circle": "存档在原地打转",
    "its copy sends on more than {n} times": "存档转了 {n} 次以上",
    "its copy sends on to another site, {host}": "存档要转到别的网站 {host}",
    "the archive does not say when its copy was taken": "档案馆没有说明存档时间",
    "its copy is the answer {status}": "存档是应答 {status}",
    "its copy shows {day}": "存档是 {day} 的",
    "its copy is empty": "存档是空的",
    "its copy comes with the archive's own links in it": "存档里混有档案馆自己的链接",
    "{place} sends on more than {n} times, so it was given up.": "{place}转了 {n} 次以上，已放弃。",
    "{place} is not a picture that can be shown, so it was left.": "{place}不是能显示的图片，未取。",
    "{place} sends round in a circle, so there is no page to read.": "{place}在原地打转，没有网页可读。",
    "{host} answered {status} when asked for its robots.txt, so nothing was fetched: try again later.": "向 {host} 问 robots.txt 时得到 {status}，什么也没有取：请稍后再试。",
    "The proxy or the certificates that the environment names cannot be used: check HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and SSL_CERT_FILE.": "环境变量里写的代理或证书用不了：请检查 HTTP_PROXY、HTTPS_PROXY、ALL_PROXY 和 SSL_CERT_FILE。",
    "{place} was not asked for: the site's robots.txt keeps programs out of it.": "{place}未取：网站的 robots.txt 不许程序访问。",
    "The library {file} can be read but not changed; allow writing to it and its folder, or name another file.": "书库 {file} 只能读，不能改；请允许写入它和所在的文件夹，或另指一个文件。",
    "The library {file} is damaged; it was left as it is, so put a backup in its place or name another file.": "书库 {file} 已损坏，原样未动；请换上备份，或另指一个文件。",
    "{file} is not a library of this reader; it was left as it is, so name another file.": "{file} 不是本程序的书库，原样未动；请另指一个文件。",
    "The library {file} was written by a newer reader; bring this one up to date, or name another file.": "书库 {file} 是更新的版本写的；请升级本程序，或另指一个文件。",
    "The library {file} holds tables that this reader did not make; it was left as it is, so name another file.": "书库 {file} 里有不是本程序建的表，原样未动；请另指一个文件。",
    "Another program is using the library {library} and did not let go; try again when it has finished.": "别的程序正占着书库 {library}；请等它结束再试。",
    "The disk that holds the library {library} is full; make room and try again, what was kept before is safe.": "书库 {library} 所在的磁盘满了；请腾出空间再试，以前收下的都在。",
    "The disk that holds the library {library} reports an error; check the disk or move the library to another.": "书库 {library} 所在的磁盘报错；请检查磁盘，或把书库移到别处。",
    "The library {library} cannot be opened; check that its folder exists and that you may write there.": "书库 {library} 打不开；请检查文件夹是否存在、能否写入。",
    "There is not enough memory for the library {library}; free some.": "内存不够打开书库 {library}；请腾出一些。",
    "The question to the library {library} was broken off; ask again.": "对书库 {library} 的查询被打断；请再试一次。",
    "{file} is a folder; name a file in it as the library.": "{file} 是文件夹；请指明其中一个文件作书库。",
    "{file} is no ordinary file; name another as the library.": "{file} 不是普通文件；请另指一个作书库。",
    "The library {file} may not be read by you; change its permissions or name another file.": "您无权读书库 {file}；请改它的权限，或另指一个文件。",
    "The library {file} cannot be opened: {reason}; name another file or put that right.": "书库 {file} 打不开：{reason}；请排除原因，或另指一个文件。",
    "{file} cannot be the name of a file; name another as the library.": "{file} 不能作文件名；请另指一个作书库。",
    "The library {file} was written by an earlier reader and cannot be brought up to date where it may not be changed; copy it to a folder of your own.": "书库 {file} 是旧版本写的，在不能改动的地方无法升级；请把它复制到自己的文件夹。",
    "The library {file} has been closed; open it again.": "书库 {file} 已关闭；请重新打开。",
    "There is no library at {file}; fetch or import an issue to begin one.": "{file} 处没有书库；取一期或导入一期就有了。",
    "The library {file} cannot be read without writing beside it, and its folder does not allow that; copy it with its -wal file to a folder of your own.": "读书库 {file} 需要在旁边写文件，而文件夹不允许；请把它连同 -wal 文件复制到自己的文件夹。",
    "The article {key} is not in the library; fetch its issue before you bookmark it.": "文章 {key} 不在书库里；请先取那一期再收藏。",
    "The article {key} is not bookmarked; bookmark it to give it a note.": "文章 {key} 没有收藏；先收藏才能批注。",
    "The article {key} is not in the library; fetch its issue before you put it on the reading list.": "文章 {key} 不在书库里；请先取那一期再列入待读。",
    "The article {key} is not in the library.": "文章 {key} 不在书库里。",
    "{key} names no article.": "{key} 不是哪篇文章的编号。",
    "{key} names no issue.": "{key} 不是哪一期的编号。",
    "The issue of {day} is not in the library any more; bring it back first.": "{day} 的一期已不在书库里；请先取回来。",
    "“{words}” is no date; {remedy}": "“{words}”不是日期；{remedy}",
    "write a day such as 2024-07-06, 6 July, 7月6日, yesterday or -3.": "可写 2024-07-06、7月6日、昨天或 -3。",
    "{day} is a {weekday}, not a {other}; {remedy}": "{day}是{weekday}，不是{other}；{remedy}",
    "There is no {day}; {remedy}": "没有{day}这一天；{remedy}",
    "A range of days is written FROM..TO, such as 2024-07-01..2024-07-06.": "一段日子写作 起..止，如 2024-07-01..2024-07-06。",
    "The range {begin}..{end} ends before it begins; write the earlier day first.": "{begin}..{end} 止在起之前；请把早的一天写在前面。",
    "No newspaper is {days} days old; {remedy}": "没有 {days} 天以前的报纸；{remedy}",
    "The address under [archive] is not one of a web archive: mend reader.toml.": "[archive] 下的网址不是网页档案馆的：请改 reader.toml。",
    "{place} takes too long to find out about: it answers slowly, or its robots.txt asks for long pauses; write its definition by hand, as the README says.": "探查{place}太费时：它应答太慢，或 robots.txt 要求长时间停顿；请照 README 手写它的定义。",
    "{label} is larger than any newspaper page; nothing was read from it.": "{label} 比任何报纸的网页都大，未读。",
    "{label} unpacks to more than any newspaper page; nothing was read from it.": "{label} 解压后比任何报纸的网页都大，未读。",
    "{label} is a folder; name a page in it, or import the folder.": "{label} 是文件夹；请指明其中一页，或导入整个文件夹。",
    "{label} is no regular file and was not read.": "{label} 不是普通文件，未读。",
    "There is no file {label}; check its name.": "没有 {label} 这个文件；请检查名字。",
    "{label} cannot be read: {reason}.": "{label} 读不了：{reason}。",
    "{label} is a damaged gzip file.": "{label} 是损坏的 gzip 文件。",
    "The sample newspaper of {day} is not whole.": "{day} 的样报不完整。",
    "the page holds no text of this article; the site may leave it to a script": "网页里没有正文，可能要靠脚本才显示",
    "the site shows this article to its subscribers only": "网站只给订户看这篇文章",
    "the site asks readers to sign in before it shows this article": "网站要求登录才能看这篇文章",
    "The calendar of {name} is not the list of days it used to be.": "《{name}》的日历与从前不同了。",
    "the page lists no articles": "版面目录里没有文章",
    "the list of {name} is empty; its site leaves it to a script": "《{name}》的目录是空的，网站要靠脚本才显示",
    "The calendar of {name} is not the list of issues it used to be.": "《{name}》的各期目录与从前不同了。",
    "the site refused the question ({said})": "网站拒绝了查询（{said}）",
    "the site's answer holds no text of this article; it may keep it from readers who have not signed in": "网站的应答里没有正文，可能要登录才给看",
    "The front page of {name} on {day} is not as it used to be; the site may have changed.": "《{name}》{day} 的头版与从前不同了，网站可能改版了。",
    "the site answered with a page of {other}": "网站给出的是 {other} 的版面",
    "the site sent on to a page without articles": "网站转到了没有文章的网页",
    "This is a contents page and not an article; import its folder or fetch the issue.": "这是目录页，不是文章；请导入整个文件夹，或取这一期。",
    "This JSON holds no article.": "这段 JSON 里没有文章。",
    "This JSON holds an issue without its date.": "这段 JSON 里的一期没有日期。",
    "the site's answer is not as it used to be": "网站的应答与从前不同了",
    "the site refused the question ({said}); the site_id or code in the newspaper's definition may be out of date": "网站拒绝了查询（{said}）；报纸定义里的 site_id 或 code 可能过时了",
    "the site does not know this article any more": "网站上已没有这篇文章",
    "the site's calendar is not as it used to be": "网站的日历与从前不同了",
    "the page holds no article": "网页里没有文章",
    "the page holds no “{mark}”; the site is not as it used to be": "网页里没有“{mark}”，网站与从前不同了",
    "the site did not answer in JSON": "网站的应答不是 JSON",
    "what the page holds as “{mark}” cannot be read": "网页里的“{mark}”读不出来",
    "There is no article on this page; the site shows an error or asks to sign in.": "网页上没有文章；网站显示的是错误或要求登录。",
    "There is nothing to read in this page.": "网页里没有可读的。",
    "There is nothing to read in this page; it is empty.": "网页是空的，没有可读的。",
    "This file is larger than any newspaper page; nothing was read from it.": "文件比任何报纸的网页都大，未读。",
    "This is not a newspaper page: its bytes are not text.": "这不是报纸的网页：内容不是文字。",
    "This is {what} and not a newspaper page.": "这是{what}，不是报纸的网页。",
}
