// SPDX-License-Identifier: MIT
#pragma once

#include <functional>

namespace cityfm::av {

/// A decoder as it is asked for frame after frame. The asking comes to an end whatever the decoder answers,
/// also where it fails, or wants more, for ever.
class Decoding {
  public:
    /// `receive` asks for a frame and gives libav's answer; `send` hands the next packet over, or says that
    /// there is none left and gives false.
    Decoding(std::function<int()> receive, std::function<bool()> send)
        : receive_(std::move(receive)), send_(std::move(send)) {}

    /// False at the end of it all.
    bool next_frame();

    /// How often the decoder failed.
    int damages() const { return damages_; }

  private:
    std::function<int()> receive_;
    std::function<bool()> send_;
    bool all_sent_ = false;
    int damages_ = 0;
};

}  // namespace cityfm::av
