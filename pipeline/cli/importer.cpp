// SPDX-License-Identifier: MIT
#include "pipeline/cli/importer.h"

#include <algorithm>
#include <array>
#include <mutex>

#include "feeds/rss/import/import.h"
#include "feeds/rss/lint/lint.h"
#include "pipeline/av/picture.h"
#include "pipeline/cli/feed_source.h"
#include "pipeline/cli/import_files.h"
#include "pipeline/cli/scaffold.h"
#include "pipeline/cli/terminal/report.h"
#include "pipeline/core/error.h"
#include "pipeline/core/file.h"
#include "pipeline/core/lock.h"
#include "pipeline/core/shell.h"
#include "pipeline/core/thread_pool.h"
#include "pipeline/model/address.h"
#include "pipeline/model/toml/write_toml.h"
#include "pipeline/production/sweep_show.h"

namespace cityfm::cli {
namespace {

using core::Code;
using core::Error;
using core::Kind;
using core::Severity;

/// True for what a new repository holds, and what an interrupted import leaves before it writes show.toml.
bool may_stand_there(const std::filesystem::path& entry) {
    const std::string name = entry.filename().string();
    return name.starts_with('.') || name.starts_with("README") || name.starts_with("LICENSE") ||
           name == "assets" || name == "foreign.xml";
}

/// Throws unless the folder is new, or as good as new.
void require_empty(const std::filesystem::path& folder) {
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
        if (!may_stand_there(entry.path()))
            throw Error(Kind::usage, Code::folder_not_empty, {{"path", folder.string()}});
    }
    const bool is_other_thing =
        std::filesystem::exists(folder, error) && !std::filesystem::is_directory(folder, error);
    if (is_other_thing) throw Error(Kind::usage, Code::folder_not_empty, {{"path", folder.string()}});
}

class Importing {
  public:
    Importing(Session& session, const ImportRequest& request)
        : session_(session),
          request_(request),
          folder_(std::filesystem::absolute(request.folder).lexically_normal()),
          files_(folder_, request.allow_private ? net::Reach::anywhere : net::Reach::public_internet,
                 session.stop) {}

    int run() {
        const LoadedFeed loaded = load_feed(request_.feed, session_, {files_.reach(), files_.reach()});
        const std::optional<model::Show> begun = begun_show();
        imported_ = rss::import_feed(loaded.feed, options_for(loaded, begun));
        if (begun && begun->guid != imported_.show.guid) {
            throw Error(
                Kind::usage, Code::other_show_there,
                {{"path", request_.folder.string()}, {"found", begun->guid}, {"guid", imported_.show.guid}});
        }
        odd_ = oddities(loaded.document);
        findings_ = imported_.findings;
        if (!loaded.next.empty()) add(Severity::warning, Code::feed_goes_on, {{"url", loaded.next}});
        const core::Lock lock(files_.folder(), core::InnerPath(".cityfm/lock"));
        production::sweep_show(files_.folder());
        // Another run may have begun the folder meanwhile.
        const auto by_now = begun_show();
        if (by_now.has_value() != begun.has_value() || (by_now && by_now->guid != begun->guid))
            throw Error(Kind::locked, Code::locked);
        write_show(begun);
        write_episodes();
        if (request_.download) download();
        return tell();
    }

  private:
    void add(Severity severity, Code code, core::Args args) {
        const std::scoped_lock lock(mutex_);
        findings_.push_back({severity, code, {request_.feed, 0, 0}, std::move(args)});
    }

    /// What was odd about the old feed, but for what import has said itself: what it lacks, and what could
    /// not be taken.
    core::Findings oddities(const xml::Document& document) const {
        constexpr auto said = std::to_array<Code>(
            {Code::tag_missing, Code::tag_empty, Code::bad_guid, Code::not_a_mail_address,
             Code::not_a_language, Code::not_a_rule, Code::not_a_place, Code::not_an_address});
        core::Findings odd = rss::lint(document, {session_.now, {}});
        std::erase_if(odd, [&](const core::Finding& finding) {
            return finding.severity == Severity::hint ||
                   std::find(said.begin(), said.end(), finding.code) != said.end();
        });
        // It need not be mended there any more.
        for (core::Finding& finding : odd) finding.severity = Severity::hint;
        return odd;
    }

    rss::ImportOptions options_for(const LoadedFeed& loaded, const std::optional<model::Show>& begun) const {
        rss::ImportOptions options;
        options.file = request_.feed;
        options.former_address =
            model::without_userinfo(model::is_http_url(request_.feed) ? request_.feed : loaded.feed.self);
        options.address = request_.address.empty() ? undecided_address : request_.address;
        if (options.address.back() != '/') options.address += '/';
        options.decided = !request_.address.empty();
        options.now = session_.now;
        if (!begun) return options;
        // Folders keep their names, and show.toml its address and people.
        for (const model::Episode& episode : begun->episodes)
            options.folders[model::identity(episode, begun->guid)] = episode.folder;
        for (const auto& [guid, folder] : files_.unfinished()) options.folders.emplace(guid, folder);
        options.address = begun->address;
        options.people = begun->people;
        return options;
    }

    /// The show that an earlier run has begun.
    std::optional<model::Show> begun_show() const {
        std::error_code error;
        if (!std::filesystem::is_regular_file(folder_ / "show.toml", error)) {
            require_empty(folder_);
            return std::nullopt;
        }
        model::LoadedShow loaded = model::load_show(folder_);
        if (core::has_errors(loaded.findings)) throw core::FindingsError(loaded.findings);
        return std::move(loaded.show);
    }

    void write_show(const std::optional<model::Show>& begun) {
        model::Show& show = imported_.show;
        const std::string plain = av::plain_png(1400, 0x1d, 0x35, 0x57);
        if (begun) {
            show.cover = begun->cover;
            if (files_.holds(show.cover, plain)) {
                add(Severity::warning, Code::picture_not_taken,
                    {{"url", imported_.cover}, {"path", show.cover}});
            }
            return;
        }
        std::string reason;
        const auto cover = files_.picture(imported_.cover, "assets/cover", reason);
        show.cover = cover.value_or("assets/cover.png");
        if (!cover) {
            files_.write("assets/cover.png", plain);
            add(Severity::warning, Code::picture_not_taken,
                {{"url", imported_.cover}, {"reason", reason}, {"path", show.cover}});
        }
        files_.write(".gitignore", gitignore);
        files_.write(".gitattributes", gitattributes);
        files_.replace("foreign.xml", show.foreign);
        files_.write("show.toml", model::to_toml(show));
    }

    /// The release is the first file, and says whose folder it is; `episode.toml` is the last: what has one
    /// is whole.
    void write_episode(model::Episode& episode) {
        files_.replace(episode.path_of("release.json"), model::to_json_text(*episode.release));
        if (request_.download) files_.take_along(episode, imported_.show, imported_.cover);
        files_.replace(episode.path_of("release.json"), model::to_json_text(*episode.release));
        files_.replace(episode.path_of("notes.md"), episode.notes);
        files_.replace(episode.path_of("foreign.xml"), episode.foreign);
        files_.write(episode.path_of("episode.toml"), model::to_toml(episode, imported_.show.timezone));
    }

    void write_episodes() {
        std::vector<model::Episode*> missing;
        for (model::Episode& episode : imported_.show.episodes) {
            if (!files_.has(episode.path_of("episode.toml"))) missing.push_back(&episode);
        }
        written_ = missing.size();
        pool_.each(missing.size(), [&](std::size_t i) { write_episode(*missing[i]); });
    }

    void download() {
        const model::LoadedShow there = model::load_show(folder_);
        std::vector<const model::Episode*> wanted;
        for (const model::Episode& episode : there.show.episodes) {
            if (model::is_imported(episode) && episode.release->is_elsewhere()) wanted.push_back(&episode);
        }
        TerminalProgress progress(session_.terminal);
        pool_.each(wanted.size(), [&](std::size_t i) { download(*wanted[i], progress); });
        session_.terminal.draw("");
    }

    /// One that cannot be had keeps none of the others back.
    void download(const model::Episode& episode, core::Progress& progress) {
        const core::Work work{Code::downloading, {{"episode", episode.folder}}};
        progress.started(work);
        model::Release release = *episode.release;
        for (std::size_t i = 0; i < release.renditions.size(); ++i) {
            model::Rendition& rendition = release.renditions[i];
            if (!rendition.is_elsewhere()) continue;
            const std::uintmax_t stated = rendition.bytes;
            try {
                files_.download(episode, i, rendition,
                                [&](double fraction) { progress.advanced(work, fraction); });
            } catch (const Error& error) {
                if (error.code != Code::http_failed && error.kind != Kind::refused &&
                    error.kind != Kind::show)
                    throw;
                give_up(episode, rendition, error);
                continue;
            }
            if (stated > 0 && stated != rendition.bytes) {
                add(Severity::hint, Code::length_differs,
                    {{"title", episode.title},
                     {"found", std::to_string(rendition.bytes)},
                     {"stated", std::to_string(stated)}});
            }
            files_.replace(episode.path_of("release.json"), model::to_json_text(release));
            const std::scoped_lock lock(mutex_);
            ++downloaded_;
        }
        progress.finished(work);
    }

    void give_up(const model::Episode& episode, const model::Rendition& rendition, const Error& error) {
        add(Severity::error, Code::not_downloaded,
            {{"title", episode.title},
             {"url", rendition.path},
             {"reason", show_error(error, session_.terminal.language())}});
        const std::scoped_lock lock(mutex_);
        exit_code_ = core::gravest(exit_code_, error.kind == Kind::later ? core::exit_code(Kind::later)
                                                                         : core::exit_code(Kind::failed));
    }

    void show_all() const {
        const Terminal& terminal = session_.terminal;
        constexpr int most_of_a_kind = 3;
        show_findings(terminal, findings_, most_of_a_kind);
        if (odd_.empty()) return;
        terminal.say(terminal.text({"Noticed in the old feed, where it need not be mended:",
                                    "古いフィードで気づいたことです。古いほうを直す必要はありません。"}));
        show_findings(terminal, odd_, most_of_a_kind);
    }

    int tell() {
        Terminal& terminal = session_.terminal;
        const model::LoadedShow there = load_with_findings(session_, folder_);
        for (const core::Finding& finding : there.findings) {
            if (finding.severity == Severity::error) findings_.push_back(finding);
        }
        core::sort(findings_);
        show_all();
        core::Json list = core::Json::array();
        for (const core::Findings* findings : {&findings_, &odd_}) {
            for (const core::Finding& finding : *findings)
                list.push_back(to_json(finding, terminal.language()));
        }
        const auto& episodes = there.show.episodes;
        const auto left = std::count_if(episodes.begin(), episodes.end(), [](const model::Episode& episode) {
            return episode.release && episode.release->is_elsewhere();
        });
        report(terminal, {{"folder", folder_.string()},
                          {"guid", there.show.guid},
                          {"episodes", episodes.size()},
                          {"written", written_},
                          {"downloaded", downloaded_},
                          {"elsewhere", left},
                          {"findings", list}});
        terminal.result(terminal.text({"{folder}: {count} episodes ({written} new), {downloaded} sound files "
                                       "downloaded{left?, the sound of {left} "
                                       "still at the old host}. Next: cityfm -C {quoted} move",
                                       "{folder}: 全 {count} 回（今回取り込んだのは {written} "
                                       "回）、音声のダウンロード {downloaded} 件{left?、音声が古いホストに"
                                       "あるのは {left} 回}。次は cityfm -C {quoted} move"},
                                      {{"count", std::to_string(episodes.size())},
                                       {"folder", request_.folder.string()},
                                       {"quoted", core::shell_word(request_.folder.string())},
                                       {"written", std::to_string(written_)},
                                       {"left", left > 0 ? std::to_string(left) : ""},
                                       {"downloaded", std::to_string(downloaded_)}}));
        if (core::has_errors(there.findings)) return core::gravest(exit_code_, core::exit_code(Kind::show));
        return exit_code_;
    }

    Session& session_;
    const ImportRequest& request_;
    std::filesystem::path folder_;
    ImportFiles files_;
    core::ThreadPool pool_{4};  ///< so many downloads at once
    rss::ImportedShow imported_;
    std::mutex mutex_;
    core::Findings findings_;  ///< about what was made
    core::Findings odd_;       ///< about the old feed
    std::size_t written_ = 0;
    std::size_t downloaded_ = 0;
    int exit_code_ = 0;
};

}  // namespace

int import_show(Session& session, const ImportRequest& request) {
    return Importing(session, request).run();
}

}  // namespace cityfm::cli
