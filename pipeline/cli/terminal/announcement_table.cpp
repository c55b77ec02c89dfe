// SPDX-License-Identifier: MIT
#include "pipeline/cli/terminal/announcement_table.h"

#include "pipeline/core/json.h"
#include "pipeline/core/time.h"

namespace cityfm::cli {
namespace {

using announce::Status;

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

core::Json show_announcements(const Terminal& terminal, const std::vector<app::AnnouncementState>& states,
                              const std::string& timezone) {
    core::Json list = core::Json::array();
    std::vector<std::vector<std::string>> rows;
    for (const app::AnnouncementState& state : states) {
        list.push_back({{"id", state.id},
                        {"status", state.status ? announce::name_of(*state.status) : "planned"},
                        {"time", core::show_rfc3339(state.time, timezone)},
                        {"link", state.link}});
        rows.push_back({state.id, terminal.text(words_of(state.status)),
                        core::show_minute(state.time, timezone), state.link});
    }
    if (rows.empty()) {
        terminal.say(terminal.text({"nothing was announced yet, and nothing is to be",
                                    "まだ何も告知していません。予定もありません"}));
        return list;
    }
    rows.insert(rows.begin(), {terminal.text({"announcement", "告知"}), terminal.text({"status", "状態"}),
                               terminal.text({"time", "日時"}), terminal.text({"link", "リンク"})});
    for (const std::string& line : show_table(rows, terminal.columns(any_width))) terminal.result(line);
    return list;
}

}  // namespace cityfm::cli
