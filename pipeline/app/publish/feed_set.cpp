// SPDX-License-Identifier: MIT
#include "pipeline/app/publish/feed_set.h"

#include <algorithm>

#include "feeds/rss/foreign.h"
#include "feeds/rss/lint/lint.h"
#include "feeds/rss/read.h"
#include "pipeline/core/digest.h"
#include "pipeline/core/error.h"
#include "pipeline/core/folder.h"
#include "pipeline/media/artwork.h"
#include "pipeline/model/public_names.h"
#include "pipeline/text/chapters.h"
#include "pipeline/text/transcript.h"

namespace cityfm::app {
namespace {

using core::Code;
using publish::FileClass;

/// Puts a picture there whole and gives its address.
std::string picture(const model::Show& show, const KeepFile& keep, const std::string& path,
                    const std::string& stem) {
    const std::string bytes = core::Folder(show.folder).read(core::ShowPath(path), media::most_artwork_bytes);
    try {
        const media::WholePicture whole = media::whole(bytes);
        return keep_named(show, keep, stem, whole.extension, whole.bytes, FileClass::image, whole.type).url;
    } catch (core::Error& error) {
        if (error.code == Code::bad_artwork) error.args.emplace_back("path", path);
        throw;
    }
}

/// The forms that apps read, the one that all of them do first.
std::vector<rss::Resource> transcripts_of(const model::Show& show, const model::Episode& episode,
                                          const KeepFile& keep) {
    if (episode.cues.empty()) return {};
    const auto put = [&](const char* extension, const std::string& content, const char* type) {
        return keep_named(show, keep, episode.folder, extension, content, FileClass::text, type);
    };
    return {put(".vtt", text::write_vtt(episode.cues), "text/vtt"),
            put(".srt", text::write_srt(episode.cues), "application/x-subrip"),
            put(".json", text::write_transcript_json(episode.cues), "application/json")};
}

/// What of an imported episode is still served by its old host.
void fill_up(const model::Imported& imported, rss::FeedEpisode& given) {
    if (given.image.empty()) given.image = imported.image;
    if (given.transcripts.empty()) given.transcripts = imported.transcripts;
    if (!given.chapters) given.chapters = imported.chapters;
}

}  // namespace

rss::Resource keep_named(const model::Show& show, const KeepFile& keep, const std::string& stem,
                         const std::string& extension, const std::string& bytes,
                         publish::FileClass file_class, const std::string& type) {
    const std::string sha256 = core::sha256(bytes);
    const std::string path = model::media_path(stem, sha256, extension);
    keep({path, file_class, sha256, bytes.size(), type, {}}, bytes);
    return {model::media_address(show, path), type};
}

rss::FeedEpisode describe(const model::Show& show, const model::Episode& episode, const KeepFile& keep) {
    rss::FeedEpisode given;
    given.episode = &episode;
    given.transcripts = transcripts_of(show, episode, keep);
    if (!episode.chapters.empty()) {
        given.chapter_list = episode.chapters;
        for (model::Chapter& chapter : given.chapter_list) {
            if (!chapter.art.empty())
                chapter.image = picture(show, keep, episode.path_of(chapter.art), episode.folder);
        }
        given.chapters =
            keep_named(show, keep, episode.folder, ".json", text::chapters_json(given.chapter_list),
                       FileClass::text, "application/json+chapters");
    }
    if (!episode.art.empty()) given.image = picture(show, keep, episode.path_of(episode.art), episode.folder);
    core::Findings said_elsewhere;
    given.foreign =
        rss::read_foreign(episode.foreign, "item", episode.path_of("foreign.xml"), said_elsewhere);
    if (model::is_imported(episode)) fill_up(*episode.release->imported, given);
    return given;
}

std::string describe_cover(const model::Show& show, const KeepFile& keep) {
    return show.cover.empty() ? "" : picture(show, keep, show.cover, "cover");
}

std::vector<ShowFeed> feeds_of(const model::Show& show, const std::vector<rss::FeedEpisode>& episodes,
                               const std::string& cover, const std::vector<std::vector<rss::Item>>& kept) {
    core::Findings said_elsewhere;
    const auto foreign = rss::read_foreign(show.foreign, "channel", "foreign.xml", said_elsewhere);
    std::vector<ShowFeed> feeds;
    for (const model::FeedSettings& settings : show.feeds) {
        const std::vector<rss::Item> stay =
            feeds.size() < kept.size() ? kept[feeds.size()] : std::vector<rss::Item>();
        ShowFeed feed{&settings, rss::assemble(show, settings, episodes, cover, foreign, stay), {}};
        if (settings.latest) {
            model::FeedSettings all = settings;
            all.latest.reset();
            feed.whole = rss::assemble(show, all, episodes, cover, foreign, stay);
        } else {
            feed.whole = feed.shown;
        }
        feeds.push_back(std::move(feed));
    }
    return feeds;
}

std::vector<FeedFile> files_of(const model::Show& show, const ShowFeed& feed) {
    const std::string& path = feed.settings->path;
    const std::string json = model::json_path(path);
    std::vector<FeedFile> files;
    for (const rss::Feed& page : rss::pages_of(feed.shown, feed.settings->page_size)) {
        files.push_back({model::page_name(path, files.size() + 1), "application/rss+xml; charset=utf-8",
                         rss::write(page)});
    }
    files.push_back({json, "application/feed+json; charset=utf-8",
                     rss::write_json(feed.shown, model::public_address(show, json))});
    std::reverse(files.begin(), files.end());
    return files;
}

bool is_former_page(const std::vector<ShowFeed>& feeds, const std::string& path) {
    return std::any_of(feeds.begin(), feeds.end(), [&](const ShowFeed& feed) {
        const std::size_t count = rss::page_count(feed.shown, feed.settings->page_size);
        return model::is_later_page(path, feed.settings->path, count);
    });
}

std::vector<ShowFeed> feeds_at(const model::Show& show, core::Instant now,
                               const std::vector<std::vector<rss::Item>>& kept) {
    const KeepFile keep_nothing = [](const publish::PublishedFile&, const std::string&) {};
    std::vector<rss::FeedEpisode> episodes;
    for (const model::Episode& episode : show.episodes) {
        if (model::is_public(episode, now)) episodes.push_back(describe(show, episode, keep_nothing));
    }
    return feeds_of(show, episodes, describe_cover(show, keep_nothing), kept);
}

core::Findings lint_files(const model::Show& show, const std::vector<FeedFile>& files, core::Instant now) {
    rss::LintOptions options{now, ""};
    for (const model::Episode& episode : show.episodes) {
        if (model::is_imported(episode)) options.as_they_were.insert(episode.release->guid);
    }
    core::Findings findings;
    for (const FeedFile& file : files) {
        if (!file.type.starts_with("application/rss")) continue;
        const auto found = rss::lint(rss::parse(file.content, "public/" + file.path), options);
        findings.insert(findings.end(), found.begin(), found.end());
    }
    std::erase_if(findings, [](const core::Finding& finding) { return finding.code == Code::no_items; });
    return findings;
}

}  // namespace cityfm::app
