// SPDX-License-Identifier: MIT
// Feeds of any bytes: nothing crashes, every finding has a line of the document, and what was read and
// written again reads back as the same.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "feeds/rss/guard.h"
#include "feeds/rss/lint.h"
#include "feeds/rss/read.h"

using namespace cityfm;

namespace {

void require(bool holds, const char* what) {
    if (holds) return;
    std::fputs(what, stderr);
    std::abort();
}

bool has_errors_in_xml(const rss::Document& document) {
    return std::any_of(document.findings.begin(), document.findings.end(), [](const core::Finding& finding) {
        return finding.code == core::Code::not_well_formed || finding.code == core::Code::not_closed ||
               finding.code == core::Code::misplaced_markup || finding.code == core::Code::control_character;
    });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    const rss::Document document = rss::parse(bytes, "f");
    const auto lines = std::count(bytes.begin(), bytes.end(), '\n') + 2;
    for (const core::Finding& finding : rss::lint(document, {core::Instant{}, ""}))
        require(finding.where.line <= lines, "a finding behind the end\n");
    const rss::Feed feed = rss::read(document);
    const std::string xml = rss::write(feed);
    const rss::Document again = rss::parse(xml, "again");
    require(!has_errors_in_xml(again), "what was written is not well-formed\n");
    const rss::Feed once = rss::read(again);
    require(rss::write(once) == rss::write(rss::read(rss::parse(rss::write(once), "twice"))),
            "a feed does not read back as itself\n");
    require(!core::has_errors(rss::guard(once, once, "", {})), "a feed loses something against itself\n");
    rss::write_json(feed, "");
    return 0;
}
