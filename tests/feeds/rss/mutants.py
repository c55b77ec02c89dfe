#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Write mutants of a good feed, each with one fault, and what a linter has to say of each.

    mutants.py GOOD_FEED FOLDER    FOLDER/NNN-<what>.xml, and FOLDER/expected.json

expected.json is a list of {"file", "code", "line", "most_codes"}: the finding that names the fault, the line
that a person has to look at (0 for a document that has none), and how many different codes may be found.
A text that the good feed does not hold is an error: the table has to follow the feed.
"""

import gzip
import json
import pathlib
import re
import sys
from typing import NamedTuple

MOST_CODES = 3  # where a row of the table says nothing else

ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
PODCAST = "https://podcastindex.org/namespace/1.0"
OLD_PODCAST = "https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md"
CDN = "https://cdn.example.jp/media/"
RAMEN = CDN + "2026-11-22-ramen-0123456789ab.mp3"
TRAILER = CDN + "2026-11-08-trailer-0123456789ab.mp3"
SHA256 = "sha256-n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg="
HEX_SHA256 = "sha256-9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
CHAPTERS = "application/json+chapters"
GUID = "3584cbd5-094e-5c08-9df4-e588987d11dd"
MOVED = "<itunes:new-feed-url>{}</itunes:new-feed-url>"
DATE = "Sun, 15 Nov 2026 20:00:00 +0900"


class Mutant(NamedTuple):
    text: str | bytes  # bytes that are no UTF-8 stand in a text as "\udcXX"
    line: int


def find(text, part, start=0):
    at = text.find(part, start)
    if at < 0:
        sys.exit(f"mutants.py: the good feed does not hold {part!r}")
    return at


def line_at(text, at):
    return text.count("\n", 0, at) + 1


def mutant(good, text, at):
    """Its line is that of the text `at`, or of the first character that differs."""
    pairs = zip(good + "\0", text + "\1")
    place = find(text, at) if at else next(i for i, (a, b) in enumerate(pairs) if a != b)
    return Mutant(text, line_at(text, place))


# What can be done to a good feed. Each gives a function that makes a mutant of it.


def swap(old, new, behind="", at=None):
    """Puts `new` in the place of the first `old` behind `behind`."""

    def edit(good):
        start = find(good, old, find(good, behind))
        return mutant(good, good[:start] + new + good[start + len(old) :], at)

    return edit


def add(below, line):
    """Puts a line below the first one that holds `below`."""

    def edit(good):
        start = find(good, "\n", find(good, below)) + 1
        return mutant(good, good[:start] + line + "\n" + good[start:], None)

    return edit


def twice(part):
    """Puts the line that holds `part` below itself."""

    def edit(good):
        start = good.rfind("\n", 0, find(good, part)) + 1
        end = find(good, "\n", start) + 1
        return Mutant(good[:end] + good[start:end] + good[end:], line_at(good, end))

    return edit


def cut(start, end="\n", behind=""):
    """Takes the lines from `start` to `end` out; what is missing is missing in the element around them."""

    def edit(good):
        first = good.rfind("\n", 0, find(good, start, find(good, behind))) + 1
        last = find(good, "\n", find(good, end, first)) + 1
        blanks = re.match(" *", good[first:]).end()
        around = [tag for tag in re.finditer(r"^( *)<\w", good[:first], re.M) if len(tag[1]) < blanks]
        return Mutant(good[:first] + good[last:], line_at(good, around[-1].start()))

    return edit


def cut_off(part):
    """Ends the file before `part`."""
    return lambda good: Mutant(good[: find(good, part)], line_at(good, find(good, part)))


def recode(encoding, declared):
    """Writes the feed in an encoding under the name of one."""

    def edit(good):
        text = swap("UTF-8", declared)(good).text
        # Bytes that are no UTF-8 are told where they begin.
        broken = declared == "UTF-8"
        first = next(at for at, character in enumerate(good) if ord(character) > 127)
        return Mutant(text.encode(encoding, "xmlcharrefreplace"), line_at(good, first) if broken else 1)

    return edit


def whole(text, line=1):
    """Another document in its place."""
    return lambda good: Mutant(text, line)


def first_item(good):
    return find(good, "    <item>"), find(good, "</item>\n") + len("</item>\n")


def no_items(good):
    text = good[: first_item(good)[0]] + good[good.rfind("</item>\n") + len("</item>\n") :]
    return Mutant(text, line_at(good, find(good, "<channel>")))


def item_twice(good):
    start, end = first_item(good)
    text = good[:end] + good[start:end] + good[end:]
    return Mutant(text, line_at(text, find(text, "<guid", end)))


# What is wrong, the code of the finding, and how to make it; then how many codes there may be, where the fault
# swallows the rest of the feed.
MUTANTS = [
    # Another document.
    ("empty file", "not-a-feed", whole("")),
    ("page", "not-a-feed", whole("<!DOCTYPE html>\n<html><body>radio</body></html>\n")),
    ("compressed feed", "not-a-feed", lambda good: Mutant(gzip.compress(good.encode(), mtime=0), 1)),
    ("atom feed", "not-a-feed", whole('<feed xmlns="http://www.w3.org/2005/Atom"/>', 0)),
    ("rss without channel", "not-a-feed", whole('<rss version="2.0"/>', 0)),
    # Well-formedness.
    ("file cut off", "not-closed", cut_off("<psc:chapter ")),
    ("end tag missing", "not-closed", swap("</copyright>", "", at="<item>")),
    ("end of item missing", "not-closed", swap("    </item>\n", "", at="<item>\n      <title>雪道")),
    ("attribute without quotes", "not-well-formed", swap('rel="hub"', "rel=hub")),
    ("attribute twice", "not-well-formed", swap('rel="hub"', 'rel="hub" rel="hub"')),
    ("less-than sign in text", "misplaced-markup", swap("町のひと", "町 < ひと")),
    ("less-than sign in attribute", "misplaced-markup", swap('title="opus"', 'title="<opus"')),
    ("end of cdata in text", "misplaced-markup", swap("町のひと", "町]]>のひと")),
    ("end of cdata in cdata", "misplaced-markup", swap("町のひとの話", "<![CDATA[町]]>のひと]]>")),
    ("cdata without end", "not-closed", swap("町のひと", "<![CDATA[町のひと"), 5),
    ("comment without end", "not-closed", swap("<language>", "<!-- <language>"), 4),
    ("hyphens in comment", "not-well-formed", add("<language>", "<!-- a -- b -->")),
    ("second root", "not-well-formed", swap("</rss>\n", "</rss>\n<rss/>\n")),
    ("declaration twice", "misplaced-markup", swap("<rss", '<?xml version="1.0"?>\n<rss')),
    ("line before declaration", "text-before-declaration", swap("<?xml", "\n<?xml")),
    ("warning before declaration", "text-before-declaration", swap("<?xml", "Warning: feed.php\n<?xml")),
    ("bare ampersand in text", "bare-ampersand", swap("町のひと", "Q&A と R&D")),
    ("bare ampersand in address", "bare-ampersand", swap("feed&amp;lang", "feed&lang")),
    ("ampersand before semicolon", "undefined-entity", swap("町のひと", "&amp;&amp;&amp; R&D;")),
    ("entity of html", "undefined-entity", swap("© 2026", "&copy; 2026")),
    ("entity of html in attribute", "undefined-entity", swap('title="opus"', 'title="opus&nbsp;"')),
    ("declared entity", "declared-entity", swap("<rss", '<!DOCTYPE rss [<!ENTITY a "b">]>\n<rss')),
    ("nested too deep", "nested-too-deep", add("<language>", "<a>" * 40 + "</a>" * 40)),
    ("control character", "control-character", swap("町のひと", "町\x0bのひと")),
    ("control character in attribute", "control-character", swap('title="opus"', 'title="op\x08us"')),
    ("nul", "control-character", swap("町のひと", "町\0のひと")),
    ("control character as reference", "control-character", swap("町のひと", "町&#x1F;のひと")),
    ("noncharacter", "control-character", swap("町のひと", "町\uffffのひと")),
    # Encodings.
    ("broken utf-8", "wrong-encoding", swap("町のひと", "町\udc81のひと")),
    ("shift_jis called utf-8", "wrong-encoding", recode("cp932", "UTF-8")),
    ("euc-jp called utf-8", "wrong-encoding", recode("euc-jp", "UTF-8")),
    ("utf-8 called shift_jis", "wrong-encoding", recode("utf-8", "Shift_JIS")),
    ("utf-8 called latin-1", "wrong-encoding", recode("utf-8", "ISO-8859-1")),
    ("utf-8 called utf-16", "wrong-encoding", recode("utf-8", "utf-16")),
    ("utf-8 called by no name", "wrong-encoding", recode("utf-8", "x-user-defined")),
    ("shift_jis", "other-encoding", recode("cp932", "Shift_JIS")),
    ("utf-16", "other-encoding", recode("utf-16", "UTF-16")),
    # Namespaces.
    ("itunes unbound", "unbound-prefix", swap(f' xmlns:itunes="{ITUNES}"', "", at="<itunes:author>")),
    ("podcast unbound", "unbound-prefix", swap(f' xmlns:podcast="{PODCAST}"', "", at="<podcast:guid>")),
    ("other prefix unbound", "unbound-prefix", add("<language>", "<media:rating>a</media:rating>")),
    ("attribute unbound", "unbound-prefix", swap("<podcast:person", '<podcast:person xlink:role="a"')),
    ("podcast by its old address", "old-namespace", swap(PODCAST, OLD_PODCAST)),
    ("itunes in capitals", "old-namespace", swap(ITUNES, "http://www.itunes.com/DTDs/Podcast-1.0.dtd")),
    ("podcast with a slash", "wrong-namespace", swap(PODCAST, PODCAST + "/", at="<podcast:guid>")),
    ("itunes by https", "wrong-namespace", swap("http://www.it", "https://www.it", at="<itunes:author>")),
    ("atom of another time", "wrong-namespace", swap("2005/Atom", "2003/Atom", at="<atom:link")),
    # Tags of the channel.
    ("channel title missing", "tag-missing", cut("<title>")),
    ("channel link missing", "tag-missing", cut("<link>")),
    ("channel description missing", "tag-missing", cut("<description>")),
    ("language missing", "tag-missing", cut("<language>")),
    ("self link missing", "tag-missing", cut('rel="self"')),
    ("self link by another name", "tag-missing", swap('rel="self"', 'rel="alternate"', at="<channel>")),
    ("cover missing", "tag-missing", cut("<itunes:image")),
    ("categories missing", "tag-missing", cut("<itunes:category", '<itunes:category text="Government"')),
    ("channel explicit missing", "tag-missing", cut("<itunes:explicit>")),
    ("author missing", "tag-missing", cut("<itunes:author>")),
    ("podcast guid missing", "tag-missing", cut("<podcast:guid>")),
    ("locked missing", "tag-missing", cut("<podcast:locked")),
    ("mail address missing", "tag-missing", cut("<itunes:email>")),
    ("copyright missing", "tag-recommended", cut("<copyright>")),
    ("generator missing", "tag-recommended", cut("<generator>")),
    ("build date missing", "tag-recommended", cut("<lastBuildDate>")),
    ("type missing", "tag-recommended", cut("<itunes:type>")),
    ("owner missing", "tag-recommended", cut("<itunes:owner>", "</itunes:owner>")),
    ("medium missing", "tag-recommended", cut("<podcast:medium>")),
    ("channel title empty", "tag-empty", swap("<title>FMリモート市役所<", "<title><")),
    ("author empty", "tag-empty", swap("<itunes:author>ラジオ部<", "<itunes:author><")),
    ("locked empty", "tag-empty", swap(">yes</podcast:locked>", "/>")),
    ("channel person empty", "tag-empty", swap(">みかん</podcast:person>", "/>")),
    ("channel location empty", "tag-empty", swap(">長野県佐久市</podcast:location>", "/>")),
    ("channel license empty", "tag-empty", swap(">cc-by-4.0</podcast:license>", "/>")),
    ("txt empty", "tag-empty", swap(">town-1234</podcast:txt>", "/>")),
    ("channel title twice", "tag-repeated", twice("<title>")),
    ("language twice", "tag-repeated", twice("<language>")),
    ("cover twice", "tag-repeated", twice("<itunes:image")),
    ("summary", "tag-obsolete", add("<language>", "<itunes:summary>町の話</itunes:summary>")),
    ("keywords", "tag-obsolete", add("<guid", "<itunes:keywords>町</itunes:keywords>")),
    ("value", "tag-obsolete", add("<language>", '<podcast:value type="lightning"/>')),
    ("channel description too long", "tag-too-long", swap("町のひとの話です。", "町" * 1334)),
    # Values of the channel.
    ("language jp", "not-a-language", swap("<language>ja<", "<language>jp<")),
    ("language jp-JP", "not-a-language", swap("<language>ja<", "<language>jp-JP<")),
    ("language as a locale", "not-a-language", swap("<language>ja<", "<language>ja_JP<")),
    ("category misspelt", "unknown-category", swap('"Government"', '"Goverment"')),
    ("category escaped twice", "unknown-category", swap("Society &amp;", "Society &amp;amp;")),
    ("category of another", "unknown-category", swap("Places &amp; Travel", "Food")),
    ("category as text", "attribute-missing", swap(' text="Government"/>', ">Government</itunes:category>")),
    ("category retired", "old-category", swap('"Government"', '"Games &amp; Hobbies"')),
    ("category retired below", "old-category", swap("Places &amp; Travel", "History")),
    ("channel explicit unknown", "not-a-boolean", swap("explicit>true", "explicit>maybe")),
    ("channel explicit yes", "old-boolean", swap("explicit>true", "explicit>yes")),
    ("channel explicit clean", "old-boolean", swap("explicit>true", "explicit>clean")),
    ("locked true", "not-a-boolean", swap(">yes</podcast:locked>", ">true</podcast:locked>")),
    ("complete yes", "old-boolean", swap(' rrule="', ' complete="yes" rrule="')),
    ("channel block true", "not-a-boolean", add("<language>", "<itunes:block>true</itunes:block>")),
    ("type unknown", "not-a-word", swap(">serial<", ">series<")),
    ("medium unknown", "not-a-word", swap(">podcast</podcast:medium>", ">radio</podcast:medium>")),
    ("chat of slack", "not-a-word", add("<language>", '<podcast:chat server="a" protocol="slack"/>')),
    ("channel link relative", "not-an-address", swap("<link>https://town.example.jp", "<link>")),
    ("channel link with blank", "not-an-address", swap("jp/radio?", "jp/my radio?")),
    ("self link relative", "not-an-address", swap('"https://radio.example.jp/feed.xml"', '"/feed.xml"')),
    ("self link without address", "attribute-missing", swap('href="https://radio.example.jp/feed.xml" ', "")),
    ("hub relative", "not-an-address", swap('"https://hub.example.jp/"', '"/hub"')),
    ("image relative", "not-an-address", swap(f"<url>{CDN}", "<url>/")),
    ("cover relative", "not-an-address", swap(f'<itunes:image href="{CDN}', '<itunes:image href="/')),
    ("cover without address", "attribute-missing", swap("href=", "src=", behind="<itunes:image")),
    ("license relative", "not-an-address", swap('"https://creativecommons.org/', '"/')),
    ("person relative", "not-an-address", swap('href="https://town.example.jp/mikan"', 'href="/mikan"')),
    ("funding relative", "not-an-address", swap('"https://town.example.jp/help"', '"/help"')),
    ("funding without address", "attribute-missing", swap(' url="https://town.example.jp/help"', "")),
    ("podroll relative", "not-an-address", swap('"https://next.example.jp/feed.xml"', '"/feed.xml"')),
    ("new address relative", "not-an-address", add("<language>", MOVED.format("/b.xml"))),
    ("new address elsewhere", "moved-elsewhere", add("<language>", MOVED.format("https://b.jp/"))),
    ("channel link in kana", "address-not-ascii", swap("jp/radio?", "jp/ラジオ?")),
    ("cover in kanji", "address-not-ascii", swap("cover-", "表紙-", behind="<itunes:image")),
    ("mail address disguised", "not-a-mail-address", swap("<itunes:email>radio@", "<itunes:email>radio(at)")),
    ("cover gif", "picture-extension", swap('.png"', '.gif"', behind="<itunes:image")),
    ("build date unreadable", "not-a-date", swap("Sun, 22 Nov 2026 20:00:00 +0900", "2026年11月22日")),
    ("build date differs", "build-date-differs", swap("20:00:00 +0900</last", "20:00:01 +0900</last")),
    ("trailer relative", "not-an-address", swap(TRAILER, "trailer.mp3")),
    ("trailer unreadable date", "not-a-date", swap("Sun, 08 Nov 2026 20:00:00 +0900", "2026-11-08")),
    ("trailer of the future", "in-the-future", swap("Sun, 08 Nov", "Sun, 06 Dec")),
    ("trailer of no length", "bad-length", swap('length="1234567"', 'length="0"')),
    ("trailer of another type", "type-differs", swap('"audio/mpeg"', '"audio/x-m4a"')),
    ("geo without scheme", "not-a-place", swap("geo:36.25,138.48", "36.25,138.48")),
    ("geo turned", "not-a-place", swap("geo:36.25,138.48", "geo:138.48,36.25")),
    ("country a word", "not-a-place", swap('"JP"', '"Japan"')),
    ("rrule in words", "not-a-rule", swap("FREQ=WEEKLY;INTERVAL=2", "every two weeks")),
    ("podcast guid no uuid", "bad-guid", swap(GUID, "https://radio.example.jp/feed.xml")),
    ("podroll guid no uuid", "bad-guid", swap("917393e3-1b1e-5cef-ace4-edaa54e1f810", "917393e3")),
    ("podroll guid missing", "attribute-missing", swap("feedGuid=", "guid=")),
    ("channel title with blank", "odd-blanks", swap("役所<", "役所 <")),
    ("channel title with wide blank", "odd-blanks", swap("役所<", "役所\u3000<")),
    ("channel title with joiner", "odd-blanks", swap("<title>FM", "<title>FM\u2060")),
    ("heading in channel", "markup-not-shown", swap("町のひと", "&lt;h2&gt;町&lt;/h2&gt;")),
    # Tags of items.
    ("no items", "no-items", no_items),
    ("item title missing", "tag-missing", cut("<title>", behind="<item>")),
    ("guid missing", "tag-missing", cut("<guid", behind="guid-ramen</guid>")),
    ("date missing", "tag-missing", cut("<pubDate>", behind="guid-yuki")),
    ("enclosure missing", "tag-missing", cut("<enclosure")),
    ("item description missing", "tag-missing", cut("<description>", "</description>", behind="<item>")),
    ("duration missing", "tag-missing", cut("<itunes:duration>")),
    ("content missing", "tag-recommended", cut("<content:encoded>", "</content:encoded>")),
    ("kind of episode missing", "tag-recommended", cut("<itunes:episodeType>")),
    ("item explicit missing", "tag-recommended", cut("<itunes:explicit>", behind="<item>")),
    ("item title empty", "tag-empty", swap("<title>ラーメンの話<", "<title><")),
    ("guid empty", "tag-empty", swap(">guid-ramen<", "><")),
    ("duration empty", "tag-empty", swap(">1800<", "><")),
    ("item person empty", "tag-empty", swap(">ゲンさん</podcast:person>", "/>")),
    ("date twice", "tag-repeated", twice("<pubDate>")),
    ("enclosure twice", "tag-repeated", twice("<enclosure")),
    ("guid twice", "tag-repeated", twice("<guid")),
    ("chapters twice", "tag-repeated", twice("<podcast:chapters")),
    ("item description too long", "tag-too-long", swap("&lt;p&gt;雪道", "町" * 1334)),
    # Sound.
    ("enclosure without address", "attribute-missing", swap(f'<enclosure url="{RAMEN}"', "<enclosure")),
    ("enclosure without length", "attribute-missing", swap(' length="1234567"', "", behind="<enclosure")),
    ("enclosure without type", "attribute-missing", swap(' type="audio/mpeg"', "", behind="<enclosure")),
    ("length 0", "bad-length", swap('"1234567"', '"0"', behind="<enclosure")),
    ("length with commas", "bad-length", swap('"1234567"', '"1,234,567"', behind="<enclosure")),
    ("jpeg as enclosure", "not-sound-type", swap("audio/mpeg", "image/jpeg", behind="<enclosure")),
    ("audio/mp3", "type-differs", swap("audio/mpeg", "audio/mp3", behind="<enclosure")),
    ("m4a called mpeg", "type-differs", swap('ab.mp3"', 'ab.m4a"', behind="<enclosure")),
    ("m4a in capitals called mpeg", "type-differs", swap('ab.mp3"', 'ab.M4A"', behind="<enclosure")),
    ("enclosure relative", "not-an-address", swap(CDN, "media/", behind="<enclosure")),
    ("enclosure in kana", "address-not-ascii", swap("ramen-", "ラーメン-", behind="<enclosure")),
    ("enclosure of another", "enclosure-repeated", swap("2026-11-15-yuki", "2026-11-22-ramen")),
    ("duration with colons", "duration-with-colons", swap(">1800<", ">0:30:00<")),
    ("duration in words", "not-seconds", swap(">1800<", ">30分<")),
    ("alternate without type", "attribute-missing", swap(' type="audio/ogg; codecs=opus"', "")),
    ("alternate of another type", "type-differs", swap("audio/ogg; codecs=opus", "audio/mpeg")),
    ("alternate of no length", "not-a-count", swap('"654321"', '"0"')),
    ("alternate without source", "tag-missing", cut("<podcast:source")),
    ("source without address", "attribute-missing", swap("<podcast:source uri", "<podcast:source url")),
    ("source relative", "not-an-address", swap(f'uri="{CDN}', 'uri="')),
    ("source in kana", "address-not-ascii", swap("ramen-abc", "ラーメン-abc")),
    ("integrity in hex", "not-integrity", swap(SHA256, HEX_SHA256)),
    ("integrity without value", "attribute-missing", swap(f' value="{SHA256}"', "")),
    ("soundbite outside", "bad-soundbite", swap('startTime="61.5"', 'startTime="1790"')),
    ("soundbite of no length", "bad-soundbite", swap('duration="30"', 'duration="0"')),
    ("soundbite without start", "attribute-missing", swap(' startTime="61.5"', "")),
    # Values of items.
    ("guid of another", "guid-repeated", swap("guid-yuki", "guid-ramen")),
    ("item twice", "guid-repeated", item_twice),
    ("guid that opens nothing", "guid-is-no-link", swap(' isPermaLink="false"', "")),
    ("date as in atom", "not-a-date", swap(DATE, "2026-11-15T20:00:00+09:00")),
    ("date in japanese", "not-a-date", swap(DATE, "日, 15 11月 2026 20:00:00 +0900")),
    ("date without zone", "not-a-date", swap(DATE, "Sun, 15 Nov 2026 20:00:00")),
    ("date that never was", "not-a-date", swap(DATE, "31 Nov 2026 20:00:00 +0900")),
    ("date in jst", "zone-by-name", swap(DATE, "Sun, 15 Nov 2026 20:00:00 JST")),
    ("date in pst", "zone-by-name", swap(DATE, "Sun, 15 Nov 2026 03:00:00 PST")),
    ("wrong weekday", "wrong-weekday", swap(DATE, "Mon, 15 Nov 2026 20:00:00 +0900")),
    ("date of the future", "in-the-future", swap("<pubDate>Sun, 22 Nov", "<pubDate>Sun, 06 Dec")),
    ("oldest not last", "newest-not-first", swap("<pubDate>Sun, 08 Nov", "<pubDate>Mon, 16 Nov")),
    ("episode 0", "not-a-count", swap("<itunes:episode>12", "<itunes:episode>0")),
    ("episode in words", "not-a-count", swap("<itunes:episode>12", "<itunes:episode>第12回")),
    ("podcast season in words", "not-a-count", swap('name="冬">2<', 'name="冬">冬<')),
    ("podcast episode in words", "not-a-count", swap('display="第12回">12<', 'display="第12回">十二<')),
    ("kind of episode unknown", "not-a-word", swap("episodeType>full", "episodeType>special")),
    ("item block true", "not-a-boolean", swap("<itunes:block>Yes", "<itunes:block>true")),
    ("item explicit no", "old-boolean", swap("explicit>true", "explicit>no", behind="<item>")),
    ("item explicit in japanese", "not-a-boolean", swap("explicit>true", "explicit>はい", behind="<item>")),
    ("artwork gif", "picture-extension", swap("art-0123456789ab.png", "art-0123456789ab.gif")),
    ("artwork relative", "not-an-address", swap(f"{CDN}art", "/art")),
    ("item link relative", "not-an-address", swap("https://town.example.jp/radio/12", "/radio/12")),
    ("content link relative", "not-an-address", swap("https://video.example.jp/12", "/12")),
    ("social uri relative", "not-an-address", swap('uri="https://social.example.jp', 'uri="')),
    ("social uri missing", "attribute-missing", swap(' uri="https://social.example.jp/@radio/1"', "")),
    ("social protocol missing", "attribute-missing", swap(' protocol="activitypub"', "")),
    ("item title with nbsp", "odd-blanks", swap("の話<", "の\u00a0話<")),
    ("itunes title with nbsp", "odd-blanks", swap("<itunes:title>", "<itunes:title>\u00a0")),
    ("table in description", "markup-not-shown", swap("&lt;p&gt;雪道", "&lt;table&gt;雪道")),
    ("script in content", "markup-not-shown", swap("<content:encoded>", "<content:encoded>&lt;script&gt;")),
    # Transcripts and chapters.
    ("transcript of another type", "resource-type", swap("text/vtt", "application/pdf")),
    ("transcript without type", "attribute-missing", swap(' type="text/vtt"', "")),
    ("transcript relative", "not-an-address", swap(f"{CDN}t-", "t-")),
    ("transcript in kanji", "address-not-ascii", swap(f"{CDN}t-", f"{CDN}書き起こし-")),
    ("chapters of another type", "resource-type", swap(CHAPTERS, "application/json")),
    ("chapters relative", "not-an-address", swap(f"{CDN}c-", "c-")),
    ("chapters backwards", "bad-chapter-list", swap("00:00:00.000", "00:01:30.000", at='"00:01:01.500"')),
    ("chapter at no time", "bad-chapter-list", swap("00:01:01.500", "一分")),
    ("chapter without title", "attribute-missing", swap(' title="本題"', "")),
    ("chapter link relative", "not-an-address", swap('"https://town.example.jp/shop"', '"/shop"')),
    ("chapter picture relative", "not-an-address", swap(f'image="{CDN}', 'image="')),
]


def main():
    good = pathlib.Path(sys.argv[1]).read_bytes().decode()
    folder = pathlib.Path(sys.argv[2])
    expected = []
    for number, (what, code, edit, *most) in enumerate(MUTANTS, 1):
        text, line = edit(good)
        if text == good:
            sys.exit(f"mutants.py: {what!r} changes nothing")
        file = f"{number:03}-{re.sub('[ /]', '-', what)}.xml"
        data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogateescape")
        (folder / file).write_bytes(data)
        expected.append({"file": file, "code": code, "line": line, "most_codes": (most or [MOST_CODES])[0]})
    (folder / "expected.json").write_text(json.dumps(expected, indent=1) + "\n")


main()
