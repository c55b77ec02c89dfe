// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>

namespace cityfm::core {

/// A token, a password or an address that nobody may see. It cannot be printed or compared: whoever needs it
/// says so by `reveal()`. Its bytes are wiped when the last copy goes.
class Secret {
  public:
    Secret() = default;
    explicit Secret(std::string value);

    bool empty() const { return held_ == nullptr; }
    /// For the one place that sends it.
    const std::string& reveal() const;
    /// `text` with "…" in place of the secret: as it is, percent-encoded, in base64 wherever it begins in
    /// there; and of an address those of its parts that nobody could guess.
    std::string hidden_in(std::string text) const;

  private:
    struct Held;
    std::shared_ptr<const Held> held_;
};

/// Keeps the memory of this process out of core files from now on (core(5), prctl(2)).
void keep_out_of_cores();

}  // namespace cityfm::core
