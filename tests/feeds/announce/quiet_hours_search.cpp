// SPDX-License-Identifier: MIT
#include "tests/feeds/announce/quiet_hours_search.h"

#include <catch2/catch.hpp>
#include <random>
#include <vector>

#include "feeds/announce/quiet_hours.h"

namespace cityfm::tests {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

/// True on each minute of the day that the quiet hours name.
bool names(const model::QuietHours& quiet, minutes clock) {
    for (minutes at = quiet.from; at != quiet.to; at = (at + minutes(1)) % hours(24))
        if (at == clock) return true;
    return false;
}

/// What `end_of_quiet` is to find, looked for minute by minute.
core::Instant searched_end(core::Instant from, const model::QuietHours& quiet, const std::string& zone) {
    std::vector<bool> is_quiet;
    for (int minute = 0; minute < 24 * 60; ++minute) is_quiet.push_back(names(quiet, minutes(minute)));
    const auto quiet_at = [&](core::Instant at) {
        const auto clock = core::to_local(at, zone).time_since_epoch() % hours(24);
        return is_quiet.at(static_cast<std::size_t>(std::chrono::floor<minutes>(clock).count()));
    };
    if (!quiet_at(from)) return from;
    core::Instant at = std::chrono::floor<minutes>(from);
    while (quiet_at(at)) at += minutes(1);
    return at;
}

/// The moments of a year at which the clock in `zone` changes.
std::vector<core::Instant> changes_in(int year, const std::string& zone) {
    const auto offset = [&](core::Instant at) {
        return core::to_local(at, zone).time_since_epoch() - at.time_since_epoch();
    };
    std::vector<core::Instant> changes;
    const core::Instant begin = std::chrono::sys_days(std::chrono::year(year) / 1 / 1);
    for (core::Instant at = begin; at < begin + hours(366 * 24); at += minutes(30))
        if (offset(at) != offset(at - minutes(30))) changes.push_back(at);
    return changes;
}

}  // namespace

core::Instant moment(const std::string& text) {
    return core::parse_rfc3339(text).value();
}

void check_quiet_hours_around_changes(const std::string& zone, int year, int each) {
    const std::vector<core::Instant> changes = changes_in(year, zone);
    std::mt19937 random(static_cast<unsigned>(year));
    const auto up_to = [&](int most) { return std::uniform_int_distribution<int>(0, most)(random); };
    for (const core::Instant change : changes) {
        const auto clock = core::to_local(change, zone).time_since_epoch() % hours(24);
        const auto near = [&] {  // a minute of the day, half of them within 2 hours of the change
            const int wide = up_to(24 * 60 - 1);
            const int close = static_cast<int>(std::chrono::floor<minutes>(clock).count()) - 120 + wide % 241;
            return minutes(up_to(1) == 0 ? wide : (close + 24 * 60) % (24 * 60));
        };
        for (int i = 0; i < each; ++i) {
            const model::QuietHours quiet{near(), near()};
            const core::Instant from = change + std::chrono::seconds(up_to(40 * 3600) - 30 * 3600);
            const core::Instant found = announce::end_of_quiet(from, quiet, zone);
            CAPTURE(zone, core::show_rfc3339(from, zone), quiet.from.count(), quiet.to.count());
            REQUIRE(core::show_rfc3339(found, zone) ==
                    core::show_rfc3339(searched_end(from, quiet, zone), zone));
        }
    }
}

void check_quiet_hours_at_moments(int count) {
    std::mt19937 random(18);
    const auto up_to = [&](int most) { return std::uniform_int_distribution<int>(0, most)(random); };
    const core::Instant begin = moment("2000-01-01T00:00:00Z");
    for (int i = 0; i < count; ++i) {
        const char* const zones[] = {"Asia/Tokyo", "Asia/Kathmandu", "America/St_Johns", "Asia/Gaza"};
        const std::string zone = zones[up_to(3)];
        const model::QuietHours quiet{minutes(up_to(1439)), minutes(up_to(1439))};
        const core::Instant from = begin + hours(up_to(100 * 365 * 24)) + std::chrono::seconds(up_to(3599));
        CAPTURE(zone, core::show_rfc3339(from, zone), quiet.from.count(), quiet.to.count());
        REQUIRE(core::show_rfc3339(announce::end_of_quiet(from, quiet, zone), zone) ==
                core::show_rfc3339(searched_end(from, quiet, zone), zone));
    }
}

}  // namespace cityfm::tests
