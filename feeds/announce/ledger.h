// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "feeds/announce/event.h"

namespace cityfm::announce {

/// The append-only record of what was sent where: `announcements.jsonl`, which git merges by union, so lines
/// may stand in any order. A run writes its own name into its lines: what one run knows of its attempt says
/// nothing about the attempt of another one.
class Ledger {
  public:
    /// Reads what is there, for a run of this name. Throws `ledger_newer`. A last line that was cut short is
    /// ignored, and the next `append` removes it; any other line that is not an event is damage.
    explicit Ledger(std::filesystem::path file, std::string run = {});

    /// The event that counts of an announcement, or null: `sent` and `withdrawn` of any run before all
    /// others, then the attempt of any run that is `sending` or `unknown`, then the newest.
    const Event* latest(const std::string& key) const;

    /// What counts of this run's own attempt, or null.
    const Event* own(const std::string& key) const;

    /// The runs whose attempts at an announcement are `sending` or `unknown`.
    std::set<std::string> open_runs(const std::string& key) const;

    /// The number of the first damaged line that may concern an announcement, if there is one.
    std::optional<int> damaged_line(const std::string& key) const;

    /// The number of the first line that tells of the announcement called `id` under another key, if there is
    /// one: its key was damaged, or a guid was changed.
    std::optional<int> other_key_line(const std::string& id, const std::string& key) const;

    /// The numbers of all damaged lines.
    std::vector<int> damaged_lines() const;

    /// When it was first sent since it last certainly was not there; nothing where it never was. A key that a
    /// service knows for a while lives from then on.
    std::optional<core::Instant> first_sending(const std::string& key) const;

    /// The event that counts of every announcement.
    std::vector<Event> latest() const;

    /// The name of this run.
    const std::string& run() const { return run_; }

    /// Appends the event, of whichever run it tells, synced to the disk before it returns. Throws on error.
    void append(Event event);

    /// Marks open attempts of other runs as failed, once the channel has shown that nothing of them arrived.
    void close_others(const std::string& key, core::Instant now);

    /// Reads the file again: another program may have merged other lines into it.
    void reread();

    std::string file_name() const { return file_.filename().string(); }

  private:
    /// What is known of one run's attempts at one announcement.
    struct Attempt {
        Event newest;
        std::vector<core::Instant> sendings;
        std::optional<core::Instant> last_failure;
    };
    /// A line that is not an event, and the keys that it concerns, or how they begin. No key means all of
    /// them.
    struct Damage {
        int line = 0;
        std::vector<std::string> keys;
    };

    void take(const Event& event);
    void remove_cut_line();

    std::filesystem::path file_;
    std::string run_;
    std::map<std::string, std::map<std::string, Attempt>> attempts_;  ///< by key, then by run
    std::map<std::string, std::map<std::string, int>> keys_;  ///< by id: each key, with its first line
    std::vector<Damage> damages_;
    std::string cut_line_;  ///< the last one, where it is not whole
};

}  // namespace cityfm::announce
