// SPDX-License-Identifier: MIT
#include "feeds/announce/moment.h"

namespace cityfm::announce {

core::Instant end_of_quiet(core::Instant moment, const model::QuietHours& quiet, const std::string& zone) {
    using std::chrono::days;
    const core::LocalTime local = core::to_local(moment, zone);
    const auto midnight = std::chrono::floor<days>(local);
    const auto clock = local - midnight;
    const bool over_midnight = quiet.from > quiet.to;
    const bool is_quiet =
        over_midnight ? clock >= quiet.from || clock < quiet.to : clock >= quiet.from && clock < quiet.to;
    if (!is_quiet) return moment;
    const auto day = clock < quiet.to ? midnight : midnight + days(1);
    // Where the clocks go forward over the end of the quiet hours, the hour after is theirs, too.
    return std::max(moment, core::to_instant(day + quiet.to, zone));
}

}  // namespace cityfm::announce
