// SPDX-License-Identifier: MIT
#include "pipeline/app/announce/dues.h"

#include <algorithm>
#include <utility>

#include "feeds/announce/quiet_hours.h"
#include "pipeline/core/digest.h"
#include "pipeline/core/json.h"

namespace cityfm::app {
namespace {

using announce::Announcement;
using announce::Due;
using announce::Purpose;

/// A date may have been moved after the post: looking for it begins so long before.
constexpr std::chrono::days moved_by{7};
/// The same of letters, which are asked for before the episode.
constexpr std::chrono::days letters_before{90};

/// A due of one purpose; `part` is what follows channel and episode in its id, and makes its key another.
Due due_of(const Topic& topic, Announcement announcement, const std::string& part) {
    const auto& [show, opened, episode, now] = topic;
    const model::Channel& channel = opened.settings;
    const std::string guid = model::identity(episode, show.guid);
    const std::string purpose = part.empty() ? std::string(name_of(Purpose::published)) : part;
    Due due;
    due.id = channel.id + "/" + episode.folder + (part.empty() ? "" : "/" + part);
    due.key = announce::key_of(show.guid, guid, purpose, channel.id);
    due.episode_date = *episode.date;
    due.date = announce::end_of_quiet(*episode.date + channel.delay, show.announce.quiet, show.timezone);
    due.since = *episode.date - moved_by;
    due.channel = channel.id;
    due.announcement = std::move(announcement);
    // Other words may be taken where these were refused.
    due.configuration =
        opened.configuration + core::sha256(core::to_line(to_json(due.announcement))).substr(0, 12);
    return due;
}

Announcement said(const Topic& topic, const announce::Addresses& addresses, Purpose purpose) {
    const model::Channel& channel = topic.channel.settings;
    return worded(announce::message_for(topic.show, topic.episode, addresses, purpose), channel.wordings,
                  topic.show.language, topic.channel.channel->traits().consent);
}

}  // namespace

bool is_among(const std::vector<std::string>& names, const std::string& name) {
    return names.empty() || std::find(names.begin(), names.end(), name) != names.end();
}

bool wants(const model::Channel& channel, const model::Episode& episode) {
    return channel.topics.empty() ||
           std::any_of(episode.topics.begin(), episode.topics.end(), [&](const std::string& topic) {
               return std::find(channel.topics.begin(), channel.topics.end(), topic) != channel.topics.end();
           });
}

std::vector<Due> dues_of(const Topic& topic, const announce::Addresses& addresses) {
    Announcement whole = said(topic, addresses, Purpose::published);
    if (!topic.channel.settings.thread || whole.words.question.empty()) {
        std::vector<Due> dues = {due_of(topic, std::move(whole), "")};
        dues.front().picture = addresses.picture_file;
        return dues;
    }
    auto [post, question] = announce::parted(std::move(whole));
    std::vector<Due> dues = {due_of(topic, std::move(post), ""),
                             due_of(topic, std::move(question), std::string(name_of(Purpose::question)))};
    dues.front().picture = addresses.picture_file;
    dues.back().parent_key = dues.front().key;
    return dues;
}

std::optional<Due> correction_of(const Topic& topic, const announce::Addresses& addresses,
                                 const announce::Ledger& ledger) {
    const Announcement corrected = said(topic, addresses, Purpose::correction);
    const Due first = due_of(topic, corrected, "");
    const announce::Event* last = ledger.latest(first.key);
    for (int number = 1; last != nullptr && last->status == announce::Status::sent; ++number) {
        if (!announce::differs(last->revision, announce::revision_of(corrected))) return std::nullopt;
        Due due = due_of(topic, corrected, "correction-" + std::to_string(number));
        due.picture = addresses.picture_file;
        due.date = topic.now;
        last = ledger.latest(due.key);
        if (last == nullptr || last->status != announce::Status::sent) return due;
    }
    return std::nullopt;
}

Due letters_of(const Topic& topic) {
    announce::Addresses none;
    Due due = due_of(topic, said(topic, none, Purpose::letters), std::string(name_of(Purpose::letters)));
    due.since = std::min(topic.now, due.episode_date) - letters_before;
    due.date = topic.now;
    return due;
}

}  // namespace cityfm::app
