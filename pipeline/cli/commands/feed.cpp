// SPDX-License-Identifier: MIT
#include <CLI/CLI.hpp>
#include <memory>

#include "pipeline/cli/commands/commands.h"
#include "pipeline/cli/feeds.h"
#include "pipeline/core/error.h"
#include "pipeline/core/file.h"
#include "pipeline/core/suggest.h"

namespace cityfm::cli {
namespace {

using core::Code;
using core::Error;
using core::Kind;

struct FeedArguments {
    std::string path;
    std::string out;
};

/// The feed named, else the first. Throws `no_such_feed`.
const ShowFeed& choose(const std::vector<ShowFeed>& feeds, const std::string& path) {
    std::vector<std::string> known;
    for (const ShowFeed& feed : feeds) {
        if (path.empty() || feed.settings->path == path) return feed;
        known.push_back(feed.settings->path);
    }
    throw Error(Kind::usage, Code::no_such_feed,
                {{"found", path}, {"meant", core::did_you_mean(path, known)}});
}

/// Writes the feed named, else all, into a folder.
void write_into(const std::filesystem::path& folder, const Session& session, const model::Show& show,
                const std::vector<ShowFeed>& feeds, const std::string& path) {
    std::size_t count = 0;
    for (const ShowFeed& feed : feeds) {
        if (!path.empty() && feed.settings->path != path) continue;
        for (const FeedFile& file : files_of(show, feed)) {
            core::write_file_if_changed(folder / file.path, file.content);
            ++count;
        }
    }
    session.terminal.say(
        session.terminal.text({"wrote {count} files to {path}", "{path} に {count} 件書きました"},
                              {{"count", std::to_string(count)}, {"path", folder.string()}}));
}

int feed_command(Session& session, const FeedArguments& options) {
    const model::LoadedShow loaded = load_checked(session);
    const std::vector<ShowFeed> feeds = feeds_at(loaded.show, session.now);
    const ShowFeed& chosen = choose(feeds, options.path);
    std::error_code error;
    if (!options.out.empty() && std::filesystem::is_directory(options.out, error)) {
        write_into(options.out, session, loaded.show, feeds, options.path);
        return 0;
    }
    if (!options.out.empty() && options.path.empty() && feeds.size() > 1)
        throw Error(Kind::usage, Code::one_feed_to_file, {{"path", options.out}});
    // JSON is the feed's other form.
    const std::vector<FeedFile> files = files_of(loaded.show, chosen);
    const std::string& content = session.terminal.json() ? files.front().content : files.back().content;
    if (options.out.empty()) {
        session.terminal.content(content);
    } else {
        core::write_file(options.out, content);
    }
    return 0;
}

}  // namespace

void add_feed(CLI::App& app, Action& chosen) {
    CLI::App* command =
        app.add_subcommand("feed", "write the feed, from show.toml, episode.toml and release.json alone");
    const auto options = std::make_shared<FeedArguments>();
    command->add_option("PATH", options->path,
                        "of one of several feeds, as in show.toml (default: the first)");
    command
        ->add_option("-o", options->out, "into this file, or all feeds into this folder (default: to stdout)")
        ->type_name("FILE");
    command->callback([&chosen, options] {
        chosen = [options](Session& session) { return feed_command(session, *options); };
    });
}

}  // namespace cityfm::cli
