// SPDX-License-Identifier: MIT
#include "pipeline/app/import/import.h"

#include <algorithm>
#include <array>
#include <mutex>

#include "feeds/rss/import/import.h"
#include "feeds/rss/lint/lint.h"
#include "pipeline/app/feed/feed_source.h"
#include "pipeline/app/import/import_files.h"
#include "pipeline/app/show/load.h"
#include "pipeline/app/show/scaffold.h"
#include "pipeline/av/picture.h"
#include "pipeline/core/error.h"
#include "pipeline/core/file.h"
#include "pipeline/core/lock.h"
#include "pipeline/core/thread_pool.h"
#include "pipeline/core/url.h"
#include "pipeline/model/toml/write_toml.h"
#include "pipeline/production/sweep_show.h"

namespace cityfm::app {
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
    Importing(const Session& session, const ImportOptions& options)
        : session_(session),
          options_(options),
          folder_(std::filesystem::absolute(options.folder).lexically_normal()),
          files_(folder_, session.allow_private ? net::Reach::anywhere : net::Reach::public_internet,
                 session.stop) {}

    Imported run() {
        const LoadedFeed loaded = load_feed(options_.feed, session_, {files_.reach(), files_.reach()});
        const std::optional<model::Show> begun = begun_show();
        imported_ = rss::import_feed(loaded.feed, reading_of(loaded, begun));
        if (begun && begun->guid != imported_.show.guid) {
            throw Error(
                Kind::usage, Code::other_show_there,
                {{"path", options_.folder.string()}, {"found", begun->guid}, {"guid", imported_.show.guid}});
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
        if (options_.download) download();
        return result();
    }

  private:
    void add(Severity severity, Code code, core::Args args) {
        const std::scoped_lock lock(mutex_);
        findings_.push_back({severity, code, {options_.feed, 0, 0}, std::move(args)});
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

    rss::ImportOptions reading_of(const LoadedFeed& loaded, const std::optional<model::Show>& begun) const {
        rss::ImportOptions options;
        options.file = options_.feed;
        options.former_address =
            core::without_userinfo(core::is_http_url(options_.feed) ? options_.feed : loaded.feed.self);
        options.address = options_.address.empty() ? undecided_address : options_.address;
        if (options.address.back() != '/') options.address += '/';
        options.decided = !options_.address.empty();
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
        if (options_.download) files_.take_along(episode, imported_.show, imported_.cover);
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
        pool_.each(wanted.size(), [&](std::size_t i) { download(*wanted[i], session_.observer); });
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
        core::Args args = {{"title", episode.title}, {"url", rendition.path}};
        const std::string reason = core::arg(error.args, "reason");
        args.emplace_back("reason", reason.empty() ? std::string(core::name_of(error.code)) : reason);
        // The reason has slots of its own.
        for (const auto& arg : error.args) {
            if (core::arg(args, arg.first).empty()) args.push_back(arg);
        }
        add(Severity::error, Code::not_downloaded, std::move(args));
        const std::scoped_lock lock(mutex_);
        exit_code_ = core::gravest(exit_code_, error.kind == Kind::later ? core::exit_code(Kind::later)
                                                                         : core::exit_code(Kind::failed));
    }

    Imported result() {
        const model::LoadedShow there = load_with_findings(session_, folder_);
        for (const core::Finding& finding : there.findings) {
            if (finding.severity == Severity::error) findings_.push_back(finding);
        }
        core::sort(findings_);
        const auto& episodes = there.show.episodes;
        const auto elsewhere = std::count_if(
            episodes.begin(), episodes.end(),
            [](const model::Episode& episode) { return episode.release && episode.release->is_elsewhere(); });
        Imported done;
        done.folder = folder_;
        done.guid = there.show.guid;
        done.episodes = episodes.size();
        done.written = written_;
        done.downloaded = downloaded_;
        done.elsewhere = static_cast<std::size_t>(elsewhere);
        done.exit_code = core::has_errors(there.findings)
                             ? core::gravest(exit_code_, core::exit_code(Kind::show))
                             : exit_code_;
        done.findings = std::move(findings_);
        done.odd = std::move(odd_);
        return done;
    }

    const Session& session_;
    const ImportOptions& options_;
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

Imported import_show(const Session& session, const ImportOptions& options) {
    return Importing(session, options).run();
}

}  // namespace cityfm::app
