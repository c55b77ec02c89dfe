// SPDX-License-Identifier: MIT
// Feeds of any bytes: nothing crashes, every finding has a line of the document, and what was read and
// written again reads back as the same, and a show made of it can be read and loses nothing.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "feeds/rss/compare.h"
#include "feeds/rss/foreign.h"
#include "feeds/rss/import/import.h"
#include "feeds/rss/lint/lint.h"
#include "feeds/rss/read.h"
#include "pipeline/core/url.h"
#include "pipeline/model/public_names.h"
#include "pipeline/model/toml/toml_reader.h"
#include "pipeline/model/toml/write_toml.h"

using namespace cityfm;

namespace {

void require(bool holds, const char* what) {
    if (holds) return;
    std::fputs(what, stderr);
    std::abort();
}

bool has_errors_in_xml(const xml::Document& document) {
    return std::any_of(document.findings.begin(), document.findings.end(), [](const core::Finding& finding) {
        return finding.code == core::Code::not_well_formed || finding.code == core::Code::not_closed ||
               finding.code == core::Code::misplaced_markup || finding.code == core::Code::control_character;
    });
}

bool is_toml(const std::string& text) {
    core::Findings findings;
    return model::parse_toml(text, "f", findings).has_value();
}

/// A show made of the feed: its files can be read, and the feed of it keeps every identity.
void check_import(const rss::Feed& feed) {
    rss::ImportOptions options;
    options.former_address = "https://old.example.jp/rss";
    options.address = "https://radio.example.jp/";
    options.now = core::Instant(std::chrono::hours(24 * 365 * 50));
    const model::Show show = rss::import_feed(feed, options).show;
    require(is_toml(model::to_toml(show)), "show.toml is no TOML\n");
    std::vector<rss::FeedEpisode> episodes;
    for (const model::Episode& episode : show.episodes) {
        require(is_toml(model::to_toml(episode, show.timezone)), "episode.toml is no TOML\n");
        core::Findings findings;
        episodes.emplace_back();
        episodes.back().episode = &episode;
        episodes.back().foreign = rss::read_foreign(episode.foreign, "item", "f", findings);
        require(findings.empty(), "foreign.xml cannot be read\n");
    }
    const rss::Feed made = rss::assemble(show, show.feeds.front(), episodes, "");
    const rss::Feed read = rss::read(rss::parse(rss::write(made), "made"));
    rss::Feed playable = feed;
    std::erase_if(playable.items, [](const rss::Item& item) {
        return !core::is_http_url(core::ascii_url(item.enclosure.url));
    });
    require(!core::has_errors(rss::compare(playable, read, "")), "an import loses something\n");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    const xml::Document document = rss::parse(bytes, "f");
    const auto lines = std::count(bytes.begin(), bytes.end(), '\n') + 2;
    for (const core::Finding& finding : rss::lint(document, {core::Instant{}, ""}))
        require(finding.where.line <= lines, "a finding behind the end\n");
    const rss::Feed feed = rss::read(document);
    const std::string xml = rss::write(feed);
    const xml::Document again = rss::parse(xml, "again");
    require(!has_errors_in_xml(again), "what was written is not well-formed\n");
    const rss::Feed once = rss::read(again);
    require(rss::write(once) == rss::write(rss::read(rss::parse(rss::write(once), "twice"))),
            "a feed does not read back as itself\n");
    require(!core::has_errors(rss::compare(once, once, "")), "a feed loses something against itself\n");
    rss::write_json(feed, "");
    check_import(once);
    return 0;
}
