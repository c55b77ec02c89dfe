// SPDX-License-Identifier: MIT
#include "pipeline/app/session.h"

#include <algorithm>
#include <thread>

#include "pipeline/core/authority.h"
#include "pipeline/core/folder.h"
#include "pipeline/production/sweep_show.h"

namespace cityfm::app {

using core::Code;
using core::Error;
using core::Kind;

std::filesystem::path Session::show_folder() const {
    if (!folder) return model::find_show(std::filesystem::current_path());
    std::error_code error;
    if (!std::filesystem::is_regular_file(*folder / "show.toml", error)) {
        throw Error(Kind::usage, Code::no_show_here, {{"path", folder->string()}});
    }
    return std::filesystem::absolute(*folder).lexically_normal();
}

void Session::require_today(const model::Show& show) const {
    const auto day = [&](core::Instant moment) {
        return std::chrono::floor<std::chrono::days>(core::to_local(moment, show.timezone));
    };
    if (day(now) == day(clock.now())) return;
    throw Error(Kind::usage, Code::now_is_another_day, {{"found", core::show_rfc3339(now, show.timezone)}});
}

core::Lock Session::lock() const {
    const core::Folder show(show_folder());
    core::Lock lock(show, core::InnerPath(".cityfm/lock"));
    production::sweep_show(show);
    return lock;
}

net::Reach Session::reach_for(const model::Show& show) const {
    const bool here = core::is_this_machine(core::host_of(show.address));
    return allow_private || here ? net::Reach::anywhere : net::Reach::public_internet;
}

int threads_for(int jobs) {
    if (jobs > 0) return jobs;
    return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

}  // namespace cityfm::app
