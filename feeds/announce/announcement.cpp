// SPDX-License-Identifier: MIT
#include "feeds/announce/announcement.h"

#include "pipeline/core/digest.h"
#include "pipeline/core/format.h"
#include "pipeline/text/notes.h"
#include "pipeline/text/unicode.h"

namespace cityfm::announce {

Announcement message_for(const model::Show& show, const model::Episode& episode, const Addresses& addresses) {
    Announcement announcement;
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
    return {{"show", a.show},
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
            {"duration_seconds", a.duration_seconds}};
}

std::string key_of(const std::string& show_guid, const std::string& episode_guid, const std::string& purpose,
                   const std::string& channel_id) {
    return core::sha256(core::to_line(core::Json::array({show_guid, episode_guid, purpose, channel_id})));
}

std::string revision_of(const Announcement& announcement) {
    return core::sha256(core::to_line(to_json(announcement)));
}

}  // namespace cityfm::announce
