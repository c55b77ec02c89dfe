// SPDX-License-Identifier: MIT
#include "pipeline/app/publish/show_feed.h"

#include "pipeline/app/publish/feed_set.h"
#include "pipeline/app/show/load.h"
#include "pipeline/core/file.h"
#include "pipeline/core/suggest.h"

namespace cityfm::app {
namespace {

using core::Code;
using core::Error;
using core::Kind;

/// The feed named, else the first. Throws `no_such_feed`.
const ShowFeed& choose_feed(const std::vector<ShowFeed>& feeds, const std::string& path) {
    std::vector<std::string> known;
    for (const ShowFeed& feed : feeds) {
        if (path.empty() || feed.settings->path == path) return feed;
        known.push_back(feed.settings->path);
    }
    throw Error(Kind::usage, Code::no_such_feed,
                {{"found", path}, {"meant", core::did_you_mean(path, known)}});
}

/// Writes the feed named, else all, into a folder; gives the number of files.
std::size_t write_into(const std::filesystem::path& folder, const model::Show& show,
                       const std::vector<ShowFeed>& feeds, const std::string& path) {
    std::size_t count = 0;
    for (const ShowFeed& feed : feeds) {
        if (!path.empty() && feed.settings->path != path) continue;
        for (const FeedFile& file : files_of(show, feed)) {
            core::write_file_if_changed(folder / file.path, file.content);
            ++count;
        }
    }
    return count;
}

}  // namespace

WrittenFeed write_feed(const Session& session, const FeedOptions& options) {
    const model::LoadedShow loaded = load_checked(session);
    const std::vector<ShowFeed> feeds = feeds_at(loaded.show, session.now);
    const ShowFeed& chosen = choose_feed(feeds, options.path);
    std::error_code error;
    if (!options.out.empty() && std::filesystem::is_directory(options.out, error))
        return {"", write_into(options.out, loaded.show, feeds, options.path)};
    if (!options.out.empty() && options.path.empty() && feeds.size() > 1)
        throw Error(Kind::usage, Code::one_feed_to_file, {{"path", options.out.string()}});
    const std::vector<FeedFile> files = files_of(loaded.show, chosen);
    const std::string& content = options.as_json ? files.front().content : files.back().content;
    if (options.out.empty()) return {content, 0};
    core::write_file(options.out, content);
    return {};
}

}  // namespace cityfm::app
