// SPDX-License-Identifier: MIT
#include "feeds/announce/announcement.h"

#include "pipeline/core/digest.h"
#include "pipeline/core/format.h"
#include "pipeline/core/json.h"
#include "pipeline/text/notes.h"
#include "pipeline/text/unicode.h"

namespace cityfm::announce {

namespace {

/// Of the rules by which a revision is made; those of older versions say nothing to us.
constexpr std::string_view revision_rules = "2:";
/// Of the JSON that the `file` channel and programs get.
constexpr int announcement_version = 1;

}  // namespace

std::string_view name_of(Purpose purpose) {
    switch (purpose) {
        case Purpose::published:
            return "published";
        case Purpose::question:
            return "question";
        case Purpose::correction:
            return "correction";
        case Purpose::letters:
            return "letters";
    }
    return "published";
}

Announcement message_for(const model::Show& show, const model::Episode& episode, const Addresses& addresses,
                         Purpose purpose) {
    Announcement announcement;
    announcement.purpose = purpose;
    announcement.show = text::clean(show.title);
    announcement.title = text::clean(episode.title);
    if (episode.number && show.language.rfind("ja", 0) == 0) {
        announcement.display = core::format("第{}回", *episode.number);
    }
    announcement.summary = text::clean(text::short_text(episode));
    announcement.question = text::clean(episode.question);
    if (!episode.question.empty()) announcement.answer = text::clean(show.announce.answer);
    announcement.listen_url = addresses.listen;
    announcement.page_url = show.link;
    announcement.transcript_url = addresses.transcript;
    announcement.picture_url = addresses.picture;
    announcement.picture_alt = announcement.show;
    for (const std::string& id : episode.people) {
        if (const model::Person* person = show.person(id))
            announcement.people.push_back(text::clean(person->name));
    }
    for (const std::string& topic : episode.topics) announcement.topics.push_back(text::clean(topic));
    if (episode.release) announcement.duration_seconds = episode.release->duration_seconds();
    return announcement;
}

core::Json to_json(const Announcement& a) {
    const Words& w = a.words;
    return {{"version", announcement_version},
            {"purpose", name_of(a.purpose)},
            {"show", a.show},
            {"title", a.title},
            {"display", a.display},
            {"summary", a.summary},
            {"question", a.question},
            {"answer", a.answer},
            {"listen_url", a.listen_url},
            {"page_url", a.page_url},
            {"transcript_url", a.transcript_url},
            {"picture_url", a.picture_url},
            {"picture_alt", a.picture_alt},
            {"people", a.people},
            {"topics", a.topics},
            {"duration_seconds", a.duration_seconds},
            {"words",
             {{"headline", w.headline},
              {"summary", w.summary},
              {"question", w.question},
              {"answer", w.answer},
              {"listen", w.listen},
              {"transcript", w.transcript},
              {"footer", w.footer}}}};
}

std::string key_of(const std::string& show_guid, const std::string& episode_guid, const std::string& purpose,
                   const std::string& channel_id) {
    return core::sha256(core::to_line(core::Json::array({show_guid, episode_guid, purpose, channel_id})));
}

std::string revision_of(const Announcement& a) {
    const core::Json said = core::Json::array(
        {a.title, a.display, a.summary, a.question, a.listen_url, a.transcript_url, a.people, a.topics});
    return std::string(revision_rules).append(core::sha256(core::to_line(said)));
}

bool differs(const std::string& revision, const std::string& other) {
    return revision.starts_with(revision_rules) && other.starts_with(revision_rules) && revision != other;
}

}  // namespace cityfm::announce
