// SPDX-License-Identifier: MIT
#include "pipeline/app/feed/lint.h"

#include "feeds/rss/lint/lint.h"
#include "feeds/rss/lint/live.h"
#include "feeds/rss/read.h"
#include "pipeline/app/feed/feed_source.h"
#include "pipeline/av/sniff.h"
#include "pipeline/core/authority.h"
#include "pipeline/core/format.h"
#include "pipeline/core/url.h"
#include "pipeline/model/facts.h"

namespace cityfm::app {
namespace {

/// What a picture is, where directories would not take it.
std::string fault_of_picture(const std::string& bytes) {
    const av::PictureHeader picture = av::read_picture_header(bytes);
    const bool good = (picture.format == "png" || picture.format == "jpeg") && picture.components != 4 &&
                      picture.width == picture.height && model::has_artwork_size(picture.width);
    if (good) return {};
    if (picture.width == 0) return picture.format.empty() ? "?" : picture.format;
    return core::format("{} {}×{}", picture.format, picture.width, picture.height);
}

/// What is found by asking for everything that the feed names.
core::Findings ask_for_all(const Session& session, const xml::Document& document,
                           const std::string& address) {
    const net::Reach reach = session.allow_private ? net::Reach::anywhere : net::Reach::public_internet;
    std::optional<ShortWork> asking;
    const auto before_each = [&](const std::string& url) {
        asking.emplace(session.observer, core::Work{core::Code::asking, {{"url", url}}});
        asking->advance(0);
    };
    return rss::lint_live(document, {address, fault_of_picture, before_each, session.stop, reach});
}

}  // namespace

core::Findings lint(const Session& session, const LintOptions& options) {
    FeedSource source = load_source(options.feed, session,
                                    session.allow_private ? net::Reach::anywhere : net::Reach::as_typed);
    core::Findings findings = std::move(source.findings);
    if (core::has_errors(findings)) return findings;
    const xml::Document document = rss::parse(source.bytes, core::without_password(options.feed));
    const auto add = [&](const core::Findings& found) {
        findings.insert(findings.end(), found.begin(), found.end());
    };
    add(rss::lint(document, {session.now, core::without_userinfo(source.address)}));
    if (options.live) add(ask_for_all(session, document, source.address));
    core::sort(findings);
    return findings;
}

}  // namespace cityfm::app
