// SPDX-License-Identifier: MIT
#include "pipeline/av/decoding.h"

extern "C" {
#include <libavutil/error.h>
}

namespace cityfm::av {
namespace {

/// So often in a row a decoder may give nothing: libavcodec itself ends one that fails 20 times after the
/// end.
constexpr int most_fruitless = 100;

}  // namespace

bool Decoding::next_frame() {
    for (int fruitless = 0;; ++fruitless) {
        const int result = receive_();
        if (result == 0) return true;
        if (result == AVERROR_EOF) return false;
        const bool is_done = fruitless >= most_fruitless;
        if (result != AVERROR(EAGAIN)) {
            ++damages_;
            // There may be more in the packet that it has.
            if (!is_done) continue;
        }
        if (all_sent_ && is_done) return false;
        all_sent_ = !send_();
        if (!all_sent_) fruitless = 0;
    }
}

}  // namespace cityfm::av
