// SPDX-License-Identifier: MIT
#include "feeds/announce/quiet_hours.h"

namespace cityfm::announce {
namespace {

using std::chrono::days;
using std::chrono::seconds;

bool is_quiet(core::LocalTime local, const model::QuietHours& quiet) {
    const auto clock = local - std::chrono::floor<days>(local);
    if (quiet.from > quiet.to) return clock >= quiet.from || clock < quiet.to;
    return clock >= quiet.from && clock < quiet.to;
}

/// How far the clock in `zone` is ahead of UTC.
seconds offset_at(core::Instant moment, const std::string& zone) {
    return core::to_local(moment, zone).time_since_epoch() - moment.time_since_epoch();
}

/// The first moment at which the clock in `zone` has changed, between two whose offsets differ.
core::Instant change_between(core::Instant before, core::Instant after, const std::string& zone) {
    const seconds offset = offset_at(before, zone);
    while (after - before > seconds(1)) {
        const core::Instant middle = before + (after - before) / 2;
        (offset_at(middle, zone) == offset ? before : after) = middle;
    }
    return after;
}

}  // namespace

core::Instant end_of_quiet(core::Instant moment, const model::QuietHours& quiet, const std::string& zone) {
    while (true) {
        const core::LocalTime local = core::to_local(moment, zone);
        if (!is_quiet(local, quiet)) return moment;
        const auto midnight = std::chrono::floor<days>(local);
        const auto day = local - midnight < quiet.to ? midnight : midnight + days(1);
        const core::Instant end = moment + (day + quiet.to - local);
        // A clock that changes on the way may leave the quiet hours at once, or show part of them again.
        const bool changes = offset_at(end, zone) != offset_at(moment, zone);
        moment = changes ? change_between(moment, end, zone) : end;
    }
}

}  // namespace cityfm::announce
