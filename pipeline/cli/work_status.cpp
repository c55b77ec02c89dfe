// SPDX-License-Identifier: MIT
#include <algorithm>
#include <tuple>

#include "feeds/announce/ledger.h"
#include "pipeline/cli/dues.h"
#include "pipeline/cli/ledger_file.h"
#include "pipeline/cli/work.h"

namespace cityfm::cli {
namespace {

using announce::Due;
using announce::Status;

/// An announcement as it is shown; without a status it is planned.
struct Row {
    std::string id;
    std::optional<Status> status;
    core::Instant time;
    std::string link;
};

Text words_of(std::optional<Status> status) {
    if (!status) return {"planned", "予定"};
    switch (*status) {
        case Status::sending:
            return {"sending", "送信中"};
        case Status::sent:
            return {"sent", "投稿済み"};
        case Status::failed:
            return {"failed", "未投稿（失敗）"};
        case Status::unknown:
            return {"unknown", "不明"};
        case Status::missed:
            return {"missed", "期限切れ"};
        case Status::withdrawn:
            return {"withdrawn", "取り下げ"};
    }
    return {"planned", "予定"};
}

}  // namespace

Part show_announcements(Session& session, const model::Show& show) {
    Part part{core::Json::array(), 0};
    const Terminal& terminal = session.terminal;
    const announce::Ledger ledger(ledger_of(show));
    std::vector<Row> rows;
    const auto add = [&](const std::string& id, std::optional<Status> status, core::Instant time,
                         const std::string& link) {
        rows.push_back({id, status, time, link});
    };
    for (const announce::Event& event : ledger.latest()) add(event.id, event.status, event.time, event.link);
    for (const model::Channel& settings : show.channels) {
        const OpenedChannel channel = open_channel(session, show, settings, SecretUse::none);
        for (const model::Episode& episode : show.episodes) {
            if (!episode.date || !wants(settings, episode) || model::is_imported(episode)) continue;
            if (episode.release && !episode.release->withdrawn.empty()) continue;
            for (const Due& due : dues_of({show, channel, episode, session.now}, {})) {
                const bool is_past = session.now - due.date > show.announce.catch_up;
                if (ledger.latest(due.key) == nullptr && !is_past) add(due.id, std::nullopt, due.date, "");
            }
        }
    }
    std::sort(rows.begin(), rows.end(),
              [](const Row& a, const Row& b) { return std::tie(a.time, a.id) < std::tie(b.time, b.id); });
    std::vector<std::vector<std::string>> table;
    for (const Row& row : rows) {
        part.json.push_back({{"id", row.id},
                             {"status", row.status ? announce::name_of(*row.status) : "planned"},
                             {"time", core::show_rfc3339(row.time, show.timezone)},
                             {"link", row.link}});
        table.push_back({row.id, terminal.text(words_of(row.status)),
                         core::show_minute(row.time, show.timezone), row.link});
    }
    if (table.empty()) {
        terminal.say(terminal.text({"nothing was announced yet, and nothing is to be",
                                    "まだ何も告知していません。予定もありません"}));
        return part;
    }
    table.insert(table.begin(), {terminal.text({"announcement", "告知"}), terminal.text({"status", "状態"}),
                                 terminal.text({"time", "日時"}), terminal.text({"link", "リンク"})});
    for (const std::string& line : show_table(table, terminal.columns(any_width))) terminal.result(line);
    return part;
}

}  // namespace cityfm::cli
