// SPDX-License-Identifier: MIT
#include "tests/feeds/rss/linted.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <stdexcept>

#include "feeds/rss/lint/lint.h"
#include "feeds/rss/read.h"
#include "tests/feeds/rss/example.h"

namespace cityfm::tests {

std::vector<std::string> told(const core::Findings& findings) {
    std::vector<std::string> lines;
    for (const core::Finding& finding : findings) {
        std::string& line = lines.emplace_back(std::to_string(finding.where.line));
        line.append(" ").append(core::name_of(finding.severity));
        line.append(" ").append(core::name_of(finding.code));
        for (const auto& [name, value] : finding.args)
            line.append(" ").append(name).append("=").append(value);
    }
    return lines;
}

std::vector<std::string> linted(const std::string& xml, const std::string& address) {
    return told(rss::lint(rss::parse(xml, "feed.xml"), {november(23, 0), address}));
}

std::string good_feed() {
    return R"(<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"
     xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
     xmlns:podcast="https://podcastindex.org/namespace/1.0"
     xmlns:atom="http://www.w3.org/2005/Atom"
     xmlns:content="http://purl.org/rss/1.0/modules/content/"
     xmlns:psc="http://podlove.org/simple-chapters">
  <channel>
    <title>FMリモート市役所</title>
    <link>https://radio.example.jp/?from=feed&amp;lang=ja</link>
    <description>町のひとの話です。</description>
    <language>ja</language>
    <atom:link href="https://radio.example.jp/feed.xml" rel="self" type="application/rss+xml"/>
    <copyright>© 2026 ラジオ部</copyright>
    <generator>手</generator>
    <lastBuildDate>Sun, 22 Nov 2026 20:00:00 +0900</lastBuildDate>
    <itunes:author>ラジオ部</itunes:author>
    <itunes:type>episodic</itunes:type>
    <itunes:image href="https://radio.example.jp/cover.png"/>
    <itunes:category text="Society &amp; Culture">
      <itunes:category text="Places &amp; Travel"/>
    </itunes:category>
    <itunes:category text="Government"/>
    <itunes:explicit>false</itunes:explicit>
    <itunes:owner>
      <itunes:name>ラジオ部</itunes:name>
      <itunes:email>radio@radio.example.jp</itunes:email>
    </itunes:owner>
    <podcast:guid>3584cbd5-094e-5c08-9df4-e588987d11dd</podcast:guid>
    <podcast:locked owner="radio@radio.example.jp">yes</podcast:locked>
    <podcast:medium>podcast</podcast:medium>
    <podcast:license url="https://creativecommons.org/licenses/by/4.0/">cc-by-4.0</podcast:license>
    <podcast:location rel="creator" geo="geo:36.25,138.48" osm="R4796319" country="JP">佐久市</podcast:location>
    <podcast:updateFrequency rrule="FREQ=WEEKLY;INTERVAL=2">月に2回</podcast:updateFrequency>
    <podcast:person role="host" href="https://radio.example.jp/mikan" img="https://radio.example.jp/m.png">みかん</podcast:person>
    <podcast:txt purpose="verify">town-1234</podcast:txt>
    <podcast:funding url="https://radio.example.jp/help">機材を応援する</podcast:funding>
    <podcast:trailer pubdate="Sun, 08 Nov 2026 20:00:00 +0900" url="https://radio.example.jp/t.mp3" length="9" type="audio/mpeg">はじまります</podcast:trailer>
    <podcast:podroll>
      <podcast:remoteItem feedGuid="917393e3-1b1e-5cef-ace4-edaa54e1f810" title="となり町のラジオ"/>
    </podcast:podroll>
    <podcast:publisher>
      <podcast:remoteItem feedGuid="003af0a0-6a45-55cf-b765-68e3d349551a" medium="publisher"/>
    </podcast:publisher>
    <podcast:chat server="irc.example.jp" protocol="irc" space="#radio"/>
    <item>
      <title>冬のラーメン</title>
      <guid isPermaLink="false">guid-ramen</guid>
      <pubDate>Sun, 22 Nov 2026 20:00:00 +0900</pubDate>
      <link>https://radio.example.jp/12</link>
      <description>&lt;p&gt;冬の&lt;b&gt;ラーメン&lt;/b&gt;&lt;/p&gt;</description>
      <content:encoded><![CDATA[<p>冬の<b>ラーメン</b></p>]]></content:encoded>
      <enclosure url="https://radio.example.jp/ramen.mp3" length="1234567" type="audio/mpeg"/>
      <itunes:duration>1800</itunes:duration>
      <itunes:season>2</itunes:season>
      <itunes:episode>12</itunes:episode>
      <itunes:episodeType>full</itunes:episodeType>
      <itunes:explicit>true</itunes:explicit>
      <itunes:image href="https://radio.example.jp/ramen.jpg"/>
      <podcast:season name="冬">2</podcast:season>
      <podcast:episode display="第12回">12</podcast:episode>
      <podcast:person role="guest" href="https://radio.example.jp/gen">ゲンさん</podcast:person>
      <podcast:license>cc-by-nc-4.0</podcast:license>
      <podcast:location rel="subject" geo="geo:36.23,138.47">中込</podcast:location>
      <podcast:transcript url="https://radio.example.jp/ramen.vtt" type="text/vtt"/>
      <podcast:chapters url="https://radio.example.jp/ramen.json" type="application/json+chapters"/>
      <psc:chapters version="1.2">
        <psc:chapter start="00:00:00.000" title="はじめに"/>
        <psc:chapter start="00:01:01.500" title="本題"/>
      </psc:chapters>
      <podcast:alternateEnclosure type="audio/ogg; codecs=opus" length="654321">
        <podcast:source uri="https://radio.example.jp/ramen.opus"/>
        <podcast:integrity type="sri" value="sha256-n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg="/>
      </podcast:alternateEnclosure>
      <podcast:soundbite startTime="61.5" duration="30">ここだけ聞いて</podcast:soundbite>
      <podcast:socialInteract uri="https://social.example.jp/@radio/1" protocol="activitypub"/>
      <podcast:contentLink href="https://video.example.jp/12">動画</podcast:contentLink>
    </item>
    <item>
      <title>雪道の話</title>
      <guid isPermaLink="false">guid-yuki</guid>
      <pubDate>Sun, 15 Nov 2026 20:00:00 +0900</pubDate>
      <description>雪道の話</description>
      <content:encoded>雪道の話</content:encoded>
      <enclosure url="https://radio.example.jp/yuki.mp3" length="1234567" type="audio/mpeg"/>
      <itunes:duration>1700</itunes:duration>
      <itunes:episodeType>full</itunes:episodeType>
      <itunes:explicit>false</itunes:explicit>
    </item>
  </channel>
</rss>
)";
}

int line_of(const std::string& xml, const std::string& part) {
    const std::size_t at = xml.find(part);
    if (at == std::string::npos) throw std::runtime_error("nowhere in the feed: " + part);
    return 1 + static_cast<int>(std::count(xml.begin(), xml.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
}

Spoilt::Spoilt(const std::string& from, const std::string& to, const std::string& address)
    : xml(good_feed()), line_(line_of(xml, from)) {
    xml.replace(xml.find(from), from.size(), to);
    findings = linted(xml, address);
}

std::string Spoilt::here(const std::string& finding) const {
    return std::to_string(line_) + " " + finding;
}

std::string Spoilt::at(const std::string& part, const std::string& finding) const {
    return std::to_string(line_of(xml, part)) + " " + finding;
}

void check_each(const std::vector<Change>& changes) {
    for (const Change& change : changes) {
        CAPTURE(change.from, change.to);
        const Spoilt feed(change.from, change.to);
        CHECK(feed.findings == std::vector<std::string>{feed.here(change.finding)});
    }
}

void check_each_in_item(const std::vector<Change>& changes) {
    std::vector<Change> named = changes;
    for (Change& change : named) change.finding += " item=" + first_item;
    check_each(named);
}

void check_silent(const std::string& from, const std::vector<std::string>& to) {
    for (const std::string& written : to) {
        CAPTURE(from, written);
        CHECK(Spoilt(from, written).findings == std::vector<std::string>{});
    }
}

}  // namespace cityfm::tests
