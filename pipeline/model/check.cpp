// SPDX-License-Identifier: MIT
#include "pipeline/model/check.h"

#include <algorithm>
#include <map>
#include <set>

#include "pipeline/core/digest.h"
#include "pipeline/core/format.h"
#include "pipeline/core/suggest.h"
#include "pipeline/core/time.h"
#include "pipeline/model/categories.h"
#include "pipeline/model/check_alike.h"
#include "pipeline/model/check_channels.h"
#include "pipeline/model/feed_values.h"
#include "pipeline/model/preset.h"
#include "pipeline/model/public_names.h"
#include "pipeline/model/recording_length.h"
#include "pipeline/model/secrets.h"

namespace cityfm::model {
namespace {

using core::Code;
using core::Findings;
using core::Severity;

/// Feeds allow 4000 bytes of description, and a kana is three of them.
constexpr std::size_t most_description_bytes = 4000;

class Checker {
  public:
    Checker(const Show& show, const Facts& facts) : show_(show), facts_(facts) {}

    Findings run() {
        check_show();
        for (const Episode& episode : show_.episodes) check_episode(episode);
        const Findings alike = check_alike(show_);
        findings_.insert(findings_.end(), alike.begin(), alike.end());
        hide_secrets(findings_);
        return std::move(findings_);
    }

  private:
    void add(Severity severity, Code code, core::Place where, core::Args args = {}) {
        findings_.push_back({severity, code, std::move(where), std::move(args)});
    }

    void check_show() {
        if (!show_.address.empty() && show_.address.back() != '/') {
            add(Severity::error, Code::bad_address, show_.place("address"),
                {{"key", "address"}, {"found", show_.address}});
        }
        if (!show_.media_address.empty() && show_.media_address.back() != '/' &&
            show_.media_address != show_.address) {
            add(Severity::error, Code::bad_address, show_.place("media_address"),
                {{"key", "media_address"}, {"found", show_.media_address}});
        }
        // RFC 2606 reserves the domain for texts like `new show`'s.
        if (show_.address.ends_with(".example/")) {
            add(Severity::hint, Code::example_address, show_.place("address"), {{"found", show_.address}});
        }
        if (show_.guid.empty()) {
            if (!show_.address.empty() && !show_.places.contains("guid")) {
                add(Severity::error, Code::no_show_guid, show_.place("guid"),
                    {{"guid", podcast_guid(feed_address(show_, show_.feeds.front()))}});
            }
        } else if (!core::is_uuid(show_.guid)) {
            add(Severity::error, Code::bad_guid, show_.place("guid"), {{"found", show_.guid}});
        }
        if (!is_language(show_.language)) {
            add(Severity::error, Code::bad_language, show_.place("language"), {{"found", show_.language}});
        }
        check_description(show_.description, "description", show_.place("description"));
        for (std::size_t i = 0; i < show_.categories.size(); ++i) {
            const auto& category = show_.categories[i];
            if (is_apple_category(category)) continue;
            add(Severity::error, Code::unknown_category, show_.place("categories." + std::to_string(i)),
                {{"found", show_category(category)}, {"meant", nearest_category(category)}});
        }
        if (!show_.cover.empty()) check_artwork(show_.cover, show_.place("cover"));
        check_preset(show_.preset, show_.place("preset"));
        check_location(show_.location, show_.place("location"));
        check_listings();
        check_feeds();
        check_ids();
        if (show_.episodes.empty()) add(Severity::hint, Code::no_episodes, show_.place(""));
    }

    void check_location(const std::optional<Location>& location, const core::Place& place) {
        if (!location) return;
        const auto form = [&](const char* key, const std::string& value, bool good, const char* meant) {
            if (value.empty() || good) return;
            add(Severity::error, Code::not_a_place, place,
                {{"tag", key}, {"found", value}, {"meant", meant}});
        };
        form("geo", location->geo, is_geo(location->geo), "geo:36.25,138.48");
        form("osm", location->osm, is_osm(location->osm), "R4796319");
        form("country", location->country, is_country(location->country), "JP");
    }

    void check_listings() {
        if (show_.update_frequency && !show_.update_frequency->rrule.empty() &&
            !is_rrule(show_.update_frequency->rrule)) {
            add(Severity::error, Code::not_a_rule, show_.place("update_frequency.rrule"),
                {{"found", show_.update_frequency->rrule}});
        }
        if (show_.publisher && !core::is_uuid(show_.publisher->guid)) {
            add(Severity::error, Code::bad_guid, show_.place("publisher.guid"),
                {{"found", show_.publisher->guid}});
        }
        for (std::size_t i = 0; i < show_.podroll.size(); ++i) {
            if (core::is_uuid(show_.podroll[i].guid)) continue;
            add(Severity::error, Code::bad_guid, show_.place(core::format("podroll.{}.guid", i)),
                {{"found", show_.podroll[i].guid}});
        }
        if (!show_.owner_email.empty() && !is_mail_address(show_.owner_email)) {
            add(Severity::error, Code::not_a_mail_address, show_.place("owner_email"),
                {{"found", show_.owner_email}});
        }
    }

    void check_feeds() {
        const std::vector<std::string> renditions = rendition_ids();
        std::set<std::pair<std::string, std::string>> taken;
        for (const FeedSettings& feed : show_.feeds) {
            const bool main = &feed == &show_.feeds.front();
            if (!main && feed.guid.empty() && !show_.address.empty()) {
                add(Severity::error, Code::no_feed_guid, feed.place,
                    {{"path", feed.path}, {"guid", podcast_guid(feed_address(show_, feed))}});
            }
            if (!feed.guid.empty() && !core::is_uuid(feed.guid))
                add(Severity::error, Code::bad_guid, feed.place, {{"found", feed.guid}});
            const std::string& guid = main && feed.guid.empty() ? show_.guid : feed.guid;
            const std::vector<std::pair<std::string, std::string>> own = {
                {"path", feed.path}, {"path", json_path(feed.path)}, {"guid", guid}};
            std::set<std::string> said;
            for (const auto& [key, value] : own) {
                if (value.empty() || taken.emplace(key, value).second || !said.insert(key).second) continue;
                add(Severity::error, Code::duplicate_feed, feed.place, {{"key", key}, {"found", value}});
            }
            for (const FeedSettings& other : show_.feeds) {
                if (!other.page_size || !is_later_page(feed.path, other.path, 1)) continue;
                add(Severity::error, Code::duplicate_feed, feed.place,
                    {{"key", "path"}, {"found", feed.path}});
            }
            if (!feed.rendition.empty() &&
                std::find(renditions.begin(), renditions.end(), feed.rendition) == renditions.end()) {
                add(Severity::error, Code::unknown_rendition, feed.place,
                    {{"found", feed.rendition}, {"meant", core::did_you_mean(feed.rendition, renditions)}});
            }
            if (!feed.hub.empty() && show_.targets.empty())
                add(Severity::warning, Code::hub_without_target, feed.place);
        }
    }

    /// Of the presets in use.
    std::vector<std::string> rendition_ids() {
        std::set<std::string> presets = {show_.preset};
        for (const Episode& episode : show_.episodes) presets.insert(preset_name(show_, episode));
        std::vector<std::string> ids;
        Findings said_elsewhere;
        for (const std::string& name : presets) {
            const auto preset = load_preset(show_.folder, name, said_elsewhere);
            if (!preset) continue;
            for (const RenditionSpec& rendition : preset->renditions) ids.push_back(rendition.id);
        }
        return ids;
    }

    void check_soundbites(const Episode& episode, double duration) {
        for (std::size_t i = 0; i < episode.soundbites.size(); ++i) {
            const Soundbite& bite = episode.soundbites[i];
            if (duration <= 0 || bite.start_seconds + bite.duration_seconds <= duration) continue;
            add(Severity::error, Code::soundbite_past_end,
                episode.place(core::format("soundbite.{}.start", i)),
                {{"start", core::show_offset(bite.start_seconds)},
                 {"duration", core::format("{}", bite.duration_seconds)},
                 {"length", core::show_offset(duration)}});
        }
    }

    void check_ids() {
        std::set<std::string> people;
        for (std::size_t i = 0; i < show_.people.size(); ++i) {
            const std::string& id = show_.people[i].id;
            if (!id.empty() && !people.insert(id).second) {
                add(Severity::error, Code::duplicate_id, show_.place("person." + std::to_string(i)),
                    {{"found", id}});
            }
        }
        std::set<std::string> targets;
        for (const Target& target : show_.targets) {
            if (!target.id.empty() && !targets.insert(target.id).second) {
                add(Severity::error, Code::duplicate_id, target.place, {{"found", target.id}});
            }
            if (target.type == "folder" && target.path.empty()) {
                add(Severity::error, Code::missing_key, target.place, {{"key", "path"}});
            } else if (target.type == "folder" && is_no_target(show_, target.path)) {
                add(Severity::error, Code::target_in_show, target.place, {{"found", target.path}});
            }
        }
        const Findings channels = check_channels(show_);
        findings_.insert(findings_.end(), channels.begin(), channels.end());
    }

    void check_description(const std::string& text, const char* key, const core::Place& place) {
        if (text.size() <= most_description_bytes) return;
        add(Severity::error, Code::too_long, place,
            {{"key", key},
             {"found", std::to_string(text.size()) + " bytes"},
             {"least", "0"},
             {"most", std::to_string(most_description_bytes) + " bytes"}});
    }

    void check_preset(const std::string& name, const core::Place& place) {
        Findings found;
        const bool there = load_preset(show_.folder, name, found).has_value();
        findings_.insert(findings_.end(), found.begin(), found.end());
        if (!there && found.empty()) {
            const auto names = preset_names(show_.folder);
            add(Severity::error, Code::unknown_preset, place,
                {{"found", name}, {"meant", core::did_you_mean(name, names)}});
        }
    }

    /// A picture that can be shown; its facts, or null where it cannot.
    const ImageFacts* check_picture(const std::string& path, const core::Place& place) {
        const auto found = facts_.images.find(path);
        if (found == facts_.images.end()) return nullptr;
        const ImageFacts& image = found->second;
        if (image.problem) {
            core::Args args = {{"path", path}};
            args.insert(args.end(), image.problem_args.begin(), image.problem_args.end());
            add(Severity::error, *image.problem, place, std::move(args));
            return nullptr;
        }
        if (image.cmyk) add(Severity::error, Code::artwork_cmyk, place, {{"path", path}});
        return &image;
    }

    /// The picture of a show or an episode, as directories want it.
    void check_artwork(const std::string& path, const core::Place& place) {
        constexpr std::uintmax_t most_bytes = 512'000;
        const ImageFacts* seen = check_picture(path, place);
        if (seen == nullptr) return;
        const ImageFacts& image = *seen;
        const core::Args size = {
            {"path", path}, {"width", std::to_string(image.width)}, {"height", std::to_string(image.height)}};
        if (image.width != image.height) add(Severity::error, Code::artwork_not_square, place, size);
        if (!has_artwork_size(image.width)) add(Severity::error, Code::artwork_size, place, size);
        if (!image.rgb) add(Severity::warning, Code::artwork_colour, place, {{"path", path}});
        if (image.bytes > most_bytes) {
            add(Severity::hint, Code::artwork_heavy, place,
                {{"path", path}, {"size", std::to_string(image.bytes / 1000) + " kB"}});
        }
    }

    void check_sound(const Episode& episode) {
        const std::vector<std::string> inputs = episode.inputs();
        if (inputs.empty() && !episode.release)
            add(Severity::warning, Code::no_audio, episode.place("audio"));
        for (const std::string& input : inputs) check_recording(episode, episode.path_of(input));
    }

    void check_recording(const Episode& episode, const std::string& path) {
        const auto found = facts_.sounds.find(path);
        if (found == facts_.sounds.end()) return;
        if (found->second.enters_git) {
            add(Severity::hint, Code::recording_enters_git, episode.place("audio"),
                {{"path", path}, {"size", std::to_string(found->second.bytes / 1'000'000) + " MB"}});
        }
        // What was released is decoded again only where it changes.
        const MostLength most{show_.max_hours};
        if (!found->second.guesses_duration && found->second.duration_seconds > most.seconds()) {
            add(episode.release ? Severity::warning : Severity::error, Code::recording_too_long,
                episode.place("audio"), too_long(path, most, found->second.duration_seconds));
        }
        if (!found->second.problem) return;
        const bool may_be_absent = episode.release && *found->second.problem == Code::file_missing;
        if (may_be_absent) return;
        core::Args args = {{"path", path}};
        args.insert(args.end(), found->second.problem_args.begin(), found->second.problem_args.end());
        add(Severity::error, *found->second.problem, episode.place("audio"), std::move(args));
    }

    /// Seconds, of its recordings or else of its release; 0 where nothing says it.
    double duration_of(const Episode& episode) const {
        double seconds = 0;
        for (const std::string& input : episode.inputs()) {
            const auto sound = facts_.sounds.find(episode.path_of(input));
            if (sound != facts_.sounds.end()) seconds += sound->second.duration_seconds;
        }
        if (seconds > 0) return seconds;
        return episode.release ? episode.release->duration_seconds() : 0;
    }

    /// Only until it is built: an old episode is not to nag for ever.
    void check_rights(const Episode& episode) {
        if (episode.release) return;
        if (episode.rights.music.value_or("").empty()) {
            add(Severity::hint, Code::music_not_stated, episode.place("rights"));
        }
        if (episode.rights.guests.value_or("").empty()) {
            add(Severity::hint, Code::consent_not_stated, episode.place("rights"));
        }
    }

    void check_chapters(const Episode& episode, double duration) {
        for (std::size_t i = 0; i < episode.chapters.size(); ++i) {
            const Chapter& chapter = episode.chapters[i];
            const core::Place place = episode.place("chapters." + std::to_string(i) + ".start");
            const core::Args args = {{"start", core::show_offset(chapter.start_seconds)},
                                     {"title", chapter.title},
                                     {"length", core::show_offset(duration)}};
            if (i == 0 && chapter.start_seconds > 0) {
                add(Severity::error, Code::chapters_not_from_zero, place, args);
            }
            if (i > 0 && chapter.start_seconds <= episode.chapters[i - 1].start_seconds) {
                add(Severity::error, Code::chapters_not_ascending, place, args);
            }
            if (duration > 0 && chapter.start_seconds >= duration) {
                add(Severity::error, Code::chapter_past_end, place, args);
            }
            if (!chapter.art.empty()) check_picture(episode.path_of(chapter.art), place);
        }
    }

    void check_transcript(const Episode& episode, double duration) {
        constexpr double rounding_seconds = 1;
        double end = 0;
        for (const Cue& cue : episode.cues) end = std::max(end, cue.end_seconds);
        if (duration <= 0 || end <= duration + rounding_seconds) return;
        add(Severity::error, Code::transcript_past_end, episode.place("transcript"),
            {{"path", episode.path_of(episode.transcript)},
             {"end", core::show_offset(end)},
             {"length", core::show_offset(duration)}});
    }

    void check_episode(const Episode& episode) {
        if (!is_slug(episode.folder)) {
            std::string meant = propose_slug(episode.folder);
            if (meant.empty() && episode.date) {
                meant = core::show_minute(*episode.date, show_.timezone).substr(0, 10);
            }
            add(Severity::error, Code::bad_folder_name, {"episodes/" + episode.folder, 0, 0},
                {{"found", episode.folder}, {"meant", meant}});
        }
        if (episode.question.empty() && !is_imported(episode))
            add(Severity::warning, Code::no_question, episode.place("question"));
        check_description(episode.summary, "summary", episode.place("summary"));
        check_sound(episode);
        check_rights(episode);
        for (const std::string& id : episode.people) {
            if (show_.person(id) != nullptr) continue;
            std::vector<std::string> ids;
            for (const Person& person : show_.people) ids.push_back(person.id);
            add(Severity::error, Code::unknown_person, episode.place("people"),
                {{"found", id}, {"meant", core::did_you_mean(id, ids)}});
        }
        if (!episode.preset.empty()) check_preset(episode.preset, episode.place("preset"));
        if (!episode.art.empty()) check_artwork(episode.path_of(episode.art), episode.place("art"));
        const double duration = duration_of(episode);
        check_chapters(episode, duration);
        check_transcript(episode, duration);
        check_soundbites(episode, duration);
        check_location(episode.location, episode.place("location"));
        if (episode.release && !episode.guid.empty() && episode.guid != episode.release->guid) {
            add(Severity::error, Code::guid_changed, episode.place("guid"),
                {{"found", episode.guid}, {"released", episode.release->guid}});
        }
    }

    const Show& show_;
    const Facts& facts_;
    Findings findings_;
};

}  // namespace

Findings check(const Show& show, const Facts& facts) {
    return Checker(show, facts).run();
}

}  // namespace cityfm::model
