// SPDX-License-Identifier: MIT
#include <algorithm>
#include <catch2/catch.hpp>
#include <cctype>
#include <cstdlib>
#include <ctime>
#include <map>
#include <nlohmann/json.hpp>
#include <regex>

#include "pipeline/core/format.h"
#include "tests/feeds/rss/read_back.h"
#include "tests/support/command.h"
#include "tests/support/files.h"

using namespace cityfm;
using nlohmann::json;
using Texts = std::vector<std::string>;

namespace {

bool verbatim(const std::string& written, const std::string& read) {
    return read == written;
}

bool truth(const std::string& written, const std::string& read) {
    return read == (written == "yes" || written == "Yes" || written == "true" ? "true" : "false");
}

bool instant(const std::string& written, const std::string& read) {
    std::tm time{};
    if (::strptime(written.c_str(), "%a, %d %b %Y %H:%M:%S %z", &time) == nullptr) return false;
    const long offset = time.tm_gmtoff;
    const std::time_t seconds = ::timegm(&time) - offset;
    char text[32] = {};
    std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S.000Z", ::gmtime(&seconds));
    return read == text;
}

/// As the taxonomy has it: `Guest`.
bool role(const std::string& written, const std::string& read) {
    std::string name = written;
    if (!name.empty()) name[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(name[0])));
    return read == name;
}

bool outer_category(const std::string& written, const std::string& read) {
    return read == written || read.starts_with(written + " > ");
}

bool inner_category(const std::string& written, const std::string& read) {
    return read.ends_with(" > " + written);
}

/// Its parser undoes the references of XML, and it those of HTML once more.
bool decoded_twice(const std::string& written, const std::string& read) {
    static const std::map<std::string, char> references = {
        {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}};
    std::string decoded;
    for (std::size_t at = 0; at < written.size();) {
        const auto found = std::find_if(references.begin(), references.end(), [&](const auto& reference) {
            return written.compare(at, reference.first.size(), reference.first) == 0;
        });
        decoded += found != references.end() ? found->second : written[at];
        at += found != references.end() ? found->first.size() : 1;
    }
    decoded.erase(decoded.find_last_not_of('\n') + 1);
    return read == decoded;
}

bool decoded_twice_in_one_line(const std::string& written, const std::string& read) {
    std::string trimmed = written.substr(0, written.find_last_not_of('\n') + 1);
    std::replace(trimmed.begin(), trimmed.end(), '\n', ' ');
    return decoded_twice(trimmed, read);
}

/// Where a written value stands in what was read: {n} is the place among its likes, on the n-th level.
struct ReadAs {
    const char* written;
    const char* read;
    bool (*same)(const std::string& written, const std::string& read) = verbatim;
};

constexpr ReadAs read_as[] = {
    {"title", "/title"},
    {"link", "/link"},
    {"description", "/description"},
    {"language", "/language"},
    {"atom:link self@href", "/pubsub/self"},
    {"atom:link next@href", "/pubsub/next"},
    {"atom:link hub@href", "/pubsub/hub"},
    {"copyright", "/copyright"},
    {"generator", "/generator"},
    {"lastBuildDate", "/lastBuildDate", instant},
    {"lastBuildDate", "/pubDate", instant},
    {"image/url", "/image/url"},
    {"image/title", "/image/title"},
    {"image/link", "/image/link"},
    {"itunes:author", "/author"},
    {"itunes:type", "/itunesType"},
    {"itunes:image@href", "/itunesImage"},
    {"itunes:category@text", "/itunesCategory/{0}", outer_category},
    {"itunes:category/itunes:category@text", "/itunesCategory/{0}", inner_category},
    {"itunes:explicit", "/explicit", truth},
    {"itunes:block", "/itunesBlock", truth},
    {"itunes:owner/itunes:name", "/owner/name"},
    {"itunes:owner/itunes:email", "/owner/email"},
    {"itunes:new-feed-url", "/itunesNewFeedUrl"},
    {"podcast:guid", "/guid"},
    {"podcast:locked", "/locked", truth},
    {"podcast:locked@owner", "/podcastOwner"},
    {"podcast:medium", "/medium"},
    {"podcast:license", "/license/identifier"},
    {"podcast:license@url", "/license/url"},
    {"podcast:location", "/podcastLocation/name"},
    {"podcast:location@geo", "/podcastLocation/geo"},
    {"podcast:location@osm", "/podcastLocation/osm"},
    {"podcast:person", "/podcastPeople/{0}/name"},
    {"podcast:person@role", "/podcastPeople/{0}/role", role},
    {"podcast:person@href", "/podcastPeople/{0}/href"},
    {"podcast:person@img", "/podcastPeople/{0}/img"},
    {"podcast:txt", "/podcastTxt/{0}/value"},
    {"podcast:txt@purpose", "/podcastTxt/{0}/purpose"},
    {"podcast:funding", "/podcastFunding/{0}/message"},
    {"podcast:funding@url", "/podcastFunding/{0}/url"},
    {"podcast:trailer", "/trailers/{0}/title"},
    {"podcast:trailer@pubdate", "/trailers/{0}/pubdate", instant},
    {"podcast:trailer@url", "/trailers/{0}/url"},
    {"podcast:trailer@length", "/trailers/{0}/length"},
    {"podcast:trailer@type", "/trailers/{0}/type"},
    {"podcast:trailer@season", "/trailers/{0}/season"},
    {"podcast:podroll/podcast:remoteItem@feedGuid", "/podroll/{1}/feedGuid"},
    {"podcast:podroll/podcast:remoteItem@feedUrl", "/podroll/{1}/feedUrl"},
    {"podcast:podroll/podcast:remoteItem@medium", "/podroll/{1}/medium"},
    {"podcast:podroll/podcast:remoteItem@title", "/podroll/{1}/title"},
    {"podcast:publisher/podcast:remoteItem@feedGuid", "/podcastPublisher/feedGuid"},
    {"podcast:publisher/podcast:remoteItem@feedUrl", "/podcastPublisher/feedUrl"},
    {"item/title", "/items/{0}/title"},
    {"item/guid", "/items/{0}/guid"},
    {"item/pubDate", "/items/{0}/pubDate", instant},
    {"item/link", "/items/{0}/link"},
    {"item/description", "/items/{0}/description", decoded_twice_in_one_line},
    {"item/content:encoded", "/items/{0}/content", decoded_twice},
    {"item/enclosure@url", "/items/{0}/enclosure/url"},
    {"item/enclosure@length", "/items/{0}/enclosure/length"},
    {"item/enclosure@type", "/items/{0}/enclosure/type"},
    {"item/itunes:duration", "/items/{0}/duration"},
    {"item/itunes:season", "/items/{0}/itunesSeason"},
    {"item/itunes:episode", "/items/{0}/itunesEpisode"},
    {"item/itunes:episodeType", "/items/{0}/itunesEpisodeType"},
    {"item/itunes:explicit", "/items/{0}/explicit", truth},
    {"item/itunes:image@href", "/items/{0}/itunesImage"},
    {"item/itunes:image@href", "/items/{0}/image"},
    {"item/podcast:season", "/items/{0}/podcastSeason/number"},
    {"item/podcast:season@name", "/items/{0}/podcastSeason/name"},
    {"item/podcast:episode", "/items/{0}/podcastEpisode/number"},
    {"item/podcast:episode@display", "/items/{0}/podcastEpisode/display"},
    {"item/podcast:person", "/items/{0}/podcastPeople/{1}/name"},
    {"item/podcast:person@role", "/items/{0}/podcastPeople/{1}/role", role},
    {"item/podcast:person@href", "/items/{0}/podcastPeople/{1}/href"},
    {"item/podcast:person@img", "/items/{0}/podcastPeople/{1}/img"},
    {"item/podcast:license", "/items/{0}/license/identifier"},
    {"item/podcast:license@url", "/items/{0}/license/url"},
    {"item/podcast:location", "/items/{0}/podcastLocation/name"},
    {"item/podcast:location@geo", "/items/{0}/podcastLocation/geo"},
    {"item/podcast:location@osm", "/items/{0}/podcastLocation/osm"},
    {"item/podcast:transcript@url", "/items/{0}/podcastTranscripts/{1}/url"},
    {"item/podcast:transcript@type", "/items/{0}/podcastTranscripts/{1}/type"},
    {"item/podcast:chapters@url", "/items/{0}/podcastChapters/url"},
    {"item/podcast:chapters@type", "/items/{0}/podcastChapters/type"},
    {"item/podcast:alternateEnclosure@type", "/items/{0}/alternativeEnclosures/{1}/type"},
    {"item/podcast:alternateEnclosure@type", "/items/{0}/alternativeEnclosures/{1}/source/0/contentType"},
    {"item/podcast:alternateEnclosure@length", "/items/{0}/alternativeEnclosures/{1}/length"},
    {"item/podcast:alternateEnclosure@bitrate", "/items/{0}/alternativeEnclosures/{1}/bitrate"},
    {"item/podcast:alternateEnclosure@title", "/items/{0}/alternativeEnclosures/{1}/title"},
    {"item/podcast:alternateEnclosure/podcast:source@uri",
     "/items/{0}/alternativeEnclosures/{1}/source/{2}/uri"},
    {"item/podcast:alternateEnclosure/podcast:integrity@type",
     "/items/{0}/alternativeEnclosures/{1}/integrity/type"},
    {"item/podcast:alternateEnclosure/podcast:integrity@value",
     "/items/{0}/alternativeEnclosures/{1}/integrity/value"},
    {"item/podcast:soundbite", "/items/{0}/podcastSoundbites/{1}/title"},
    {"item/podcast:soundbite@startTime", "/items/{0}/podcastSoundbites/{1}/startTime"},
    {"item/podcast:soundbite@duration", "/items/{0}/podcastSoundbites/{1}/duration"},
    {"item/podcast:socialInteract@uri", "/items/{0}/podcastSocialInteraction/{1}/url"},
    {"item/podcast:socialInteract@protocol", "/items/{0}/podcastSocialInteraction/{1}/platform"},
    {"item/podcast:socialInteract@accountId", "/items/{0}/podcastSocialInteraction/{1}/id"},
    {"item/podcast:socialInteract@accountUrl", "/items/{0}/podcastSocialInteraction/{1}/profileUrl"},
    {"item/podcast:socialInteract@priority", "/items/{0}/podcastSocialInteraction/{1}/priority"},
};

/// What it has no place for, and all that stands below.
struct NotRead {
    const char* written;
    const char* reason;
};

constexpr NotRead not_read[] = {
    {"atom:link self@type", "of a link it takes the address"},
    {"atom:link next@type", "of a link it takes the address"},
    {"atom:link first", "it goes through pages forwards"},
    {"atom:link previous", "it goes through pages forwards"},
    {"atom:link last", "it goes through pages forwards"},
    {"podcast:locked without owner", "it wants an owner, who is optional"},
    {"podcast:location@rel", "newer than it"},
    {"podcast:location@country", "newer than it"},
    {"podcast:updateFrequency", "a tag that it does not know"},
    {"podcast:publisher/podcast:remoteItem@medium", "it takes no other than publisher"},
    {"item/itunes:title", "only where there is no title"},
    {"item/guid@isPermaLink", "it never takes a guid for an address"},
    {"item/itunes:block", "only of the channel"},
    {"item/podcast:location@rel", "newer than it"},
    {"item/podcast:location@country", "newer than it"},
    {"item/psc:chapters", "it has no Podlove chapters"},
    {"item/podcast:contentLink", "only of a live item"},
};

/// What it says without having been told; # is any number.
struct OfItsOwn {
    const char* read;
    const char* value;
    const char* reason;
};

constexpr const char* any = nullptr;

constexpr OfItsOwn of_its_own[] = {
    {"/type", "0", "RSS"},
    {"/lastUpdate", any, "when it was read"},
    {"/itunesBlock", "false", "where there is none"},
    {"/itunesComplete", "false", "where there is none"},
    {"/podcastBlocked", "no", "where there is none"},
    {"/categories/#", any, "words of the categories"},
    {"/newestItemPubDate", any, "from the items"},
    {"/oldestItemPubDate", any, "from the items"},
    {"/lastPubDate", any, "from the items"},
    {"/podcastSeasons/#/number", any, "from the items"},
    {"/podcastSeasons/#/name", any, "from the items"},
    {"/pc20support/#/#", any, "which tags it saw"},
    {"/podcastPeople/#/group", "Cast", "where there is none"},
    {"/items/#/podcastPeople/#/group", "Cast", "where there is none"},
    {"/items/#/podcastTranscripts/#/language", any, "the channel's"},
    {"/items/#/license/url", any, "SPDX's page, where there is none"},
    {"/items/#/alternativeEnclosures/#/default", "false", "where there is none"},
};

/// A text or an attribute of a feed.
struct Written {
    std::string where;                 ///< `item/podcast:person@href`
    std::vector<std::size_t> indices;  ///< of each element on the way, among its likes
    std::string value;
};

/// The element's name, with what makes another thing of it.
std::string name_of(const tinyxml2::XMLElement& element) {
    std::string name = element.Name();
    if (name == "atom:link") name.append(" ").append(element.Attribute("rel"));
    if (name == "podcast:locked" && element.Attribute("owner") == nullptr) name += " without owner";
    return name;
}

void collect(const tinyxml2::XMLElement& element, const std::string& where,
             const std::vector<std::size_t>& indices, std::vector<Written>& found) {
    for (const auto* a = element.FirstAttribute(); a != nullptr; a = a->Next()) {
        const std::string name = a->Name();
        if (!where.starts_with("atom:link") || name != "rel")
            found.push_back({core::format("{}@{}", where, name), indices, a->Value()});
    }
    if (element.FirstChildElement() == nullptr && element.GetText() != nullptr)
        found.push_back({where, indices, element.GetText()});
    std::map<std::string, std::size_t> met;
    for (const auto* e = element.FirstChildElement(); e != nullptr; e = e->NextSiblingElement()) {
        const std::string name = name_of(*e);
        std::vector<std::size_t> below = indices;
        below.push_back(met[name]++);
        collect(*e, where.empty() ? name : core::format("{}/{}", where, name), below, found);
    }
}

std::string pointer_for(std::string pattern, const std::vector<std::size_t>& indices) {
    for (std::size_t level = 0; level < indices.size(); ++level) {
        const std::string mark = "{" + std::to_string(level) + "}";
        const std::size_t at = pattern.find(mark);
        if (at != std::string::npos) pattern.replace(at, mark.size(), std::to_string(indices[level]));
    }
    return pattern;
}

/// `/items/12/title` as `/items/#/title`.
std::string without_numbers(const std::string& pointer) {
    return std::regex_replace(pointer, std::regex("/[0-9]+"), "/#");
}

std::string shown(const json& value) {
    return value.is_string() ? value.get<std::string>() : value.dump();
}

bool is_not_read(const std::string& where) {
    return std::any_of(std::begin(not_read), std::end(not_read), [&](const NotRead& row) {
        const std::string name = row.written;
        return where == name || where.starts_with(name + "/") || where.starts_with(name + "@");
    });
}

bool is_of_its_own(const std::string& pointer, const std::string& value) {
    return std::any_of(std::begin(of_its_own), std::end(of_its_own), [&](const OfItsOwn& row) {
        return without_numbers(pointer) == row.read && (row.value == any || value == row.value);
    });
}

/// All in which what was read is not what was written, in both directions.
Texts differences(const tinyxml2::XMLElement& channel, const json& read) {
    std::vector<Written> all_written;
    collect(channel, "", {}, all_written);
    const json leaves = read.flatten();
    json rest = leaves;
    Texts found;
    for (const Written& written : all_written) {
        bool known = is_not_read(written.where);
        for (const ReadAs& row : read_as) {
            if (written.where != row.written) continue;
            known = true;
            const std::string pointer = pointer_for(row.read, written.indices);
            const std::string value = leaves.contains(pointer) ? shown(leaves[pointer]) : "(nothing)";
            if (!row.same(written.value, value))
                found.push_back(core::format(R"({} is "{}" for "{}")", pointer, value, written.value));
            rest.erase(pointer);
        }
        if (!known) found.push_back(written.where + " stands in no table");
    }
    for (const auto& [pointer, value] : rest.items())
        if (!is_of_its_own(pointer, shown(value))) found.push_back(pointer + " was written by nobody");
    return found;
}

std::filesystem::path golden_folder() {
    return CITYFM_SOURCE "/tests/golden";
}

json partytime(const std::filesystem::path& feed) {
    const char* given = std::getenv("CITYFM_NODE_MODULES");
    const std::string modules = given != nullptr ? given : CITYFM_SOURCE "/build/npm/node_modules";
    tests::Launch launch;
    launch.environment = {"NODE_NO_WARNINGS=1"};
    const tests::Ran ran = tests::run_program(
        {"node", CITYFM_SOURCE "/tests/feeds/rss/partytime.mjs", modules, feed.string()}, launch);
    INFO(ran.out << ran.err);
    REQUIRE(ran.code == 0);
    CHECK(ran.err.empty());
    return json::parse(ran.out);
}

}  // namespace

TEST_CASE("partytime reads every value of our feeds as it was written, or is known not to") {
    std::size_t feeds = 0;
    for (const auto& entry : std::filesystem::directory_iterator(golden_folder())) {
        const std::string name = entry.path().filename();
        if (!name.starts_with("feed_") || !name.ends_with(".xml")) continue;
        ++feeds;
        INFO(name);
        const tests::FeedDocument document(tests::read(entry.path()));
        const json read = partytime(entry.path());
        CHECK(read.at("items").size() == tests::all(document.channel(), "item").size());
        CHECK_THAT(differences(document.channel(), read), Catch::Equals(Texts{}));
    }
    CHECK(feeds >= 2);
}

TEST_CASE("a value that partytime loses, changes or makes up is seen") {
    const tests::FeedDocument document(tests::read(golden_folder() / "feed_full.xml"));
    json read = partytime(golden_folder() / "feed_full.xml");
    read["items"][0]["title"] = "other";
    read["items"][0]["podcastPeople"][1].erase("href");
    read["items"][1]["guid"] = "guid-ramen";
    read["podcastTxt"].push_back({{"value", "more"}});
    CHECK(differences(document.channel(), read) ==
          Texts{"/items/0/title is \"other\" for \"ラーメンの話\"",
                "/items/0/podcastPeople/1/href is \"(nothing)\" for \"https://town.example.jp/mikan\"",
                "/items/1/guid is \"guid-ramen\" for \"guid-yuki\"",
                "/podcastTxt/2/value was written by nobody"});
}
