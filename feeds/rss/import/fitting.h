// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "pipeline/core/finding.h"
#include "pipeline/model/show.h"

namespace cityfm::rss {

/// Makes the values of any feed fit for the keys of a show, and tells what was lost by it.
class Fitting {
  public:
    /// `file` is what findings are about.
    explicit Fitting(std::string file) : file_(std::move(file)) {}

    /// The name of the item that what follows is about; empty for the channel.
    void enter(std::string item) { item_ = std::move(item); }

    void say(core::Severity severity, core::Code code, core::Args args);
    void left_out(const std::string& tag, const std::string& found);
    /// Says that `taken` was put in a tag's place, and gives it.
    std::string missing(const std::string& tag, const std::string& taken);

    /// A text as long as the key takes it, without blanks at its ends.
    std::string text(const std::string& tag, const std::string& value, const char* table, const char* key);
    /// The same on one line.
    std::string line(const std::string& tag, const std::string& value, const char* table, const char* key);
    /// A text that is of no use when it was cut: left out where it is too long.
    std::string whole(const std::string& tag, const std::string& value, const char* table, const char* key);
    /// Notes of at most 200,000 bytes: what an hour of talk has is a tenth of it.
    std::string notes(const std::string& commonmark);
    /// An address in ASCII; empty where it is none of http or https.
    std::string url(const std::string& tag, const std::string& value);
    /// A number that the key takes.
    std::optional<int> number(const std::string& tag, std::optional<int> value, const char* table,
                              const char* key);
    std::optional<model::License> license(const std::optional<model::License>& given);
    std::optional<model::Location> location(const std::optional<model::Location>& given);

    core::Findings take() { return std::move(findings_); }

  private:
    std::string file_;
    std::string item_;
    core::Findings findings_;
};

/// How many characters, or tables, a key takes.
std::size_t most_of(const char* table, const char* key);

}  // namespace cityfm::rss
