// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cityfm::xml {

/// A name as a document writes it.
struct WrittenName {
    std::string_view prefix;
    std::string_view address;  ///< of its namespace; empty for none
    std::string_view name;

    /// True for a prefix that nobody declared.
    bool is_unbound() const { return !prefix.empty() && address.empty(); }
};

/// An attribute as it is written, and as `Element` has it.
struct WrittenAttribute {
    WrittenName name;
    std::string known;
    std::string value;
};

/// Writes an element down while it is read, as XML that stands for itself: each prefix is declared where it
/// is first used. What has an unbound prefix cannot be written again, nor an item: such an element spoils the
/// whole, such an attribute is left out.
class Recorder {
  public:
    bool is_on() const { return !open_.empty(); }

    void start(const WrittenName& name, const std::vector<WrittenAttribute>& attributes);
    void text(std::string_view characters);
    /// True where this was the whole.
    bool end();
    /// The whole; empty where it was spoilt.
    std::string take();

  private:
    struct Open {
        std::string tag;
        std::size_t declared;  ///< how many prefixes were before it
    };

    std::string spelt(const WrittenName& name, std::string& declarations);

    std::string xml_;
    std::vector<Open> open_;
    std::vector<std::pair<std::string, std::string>> declared_;  ///< prefix and address
    bool spoilt_ = false;
};

}  // namespace cityfm::xml
