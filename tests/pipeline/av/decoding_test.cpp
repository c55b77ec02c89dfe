// SPDX-License-Identifier: MIT
#include "pipeline/av/decoding.h"

#include <catch2/catch.hpp>
#include <deque>

extern "C" {
#include <libavutil/error.h>
}

using namespace cityfm;

namespace {

constexpr int again = AVERROR(EAGAIN);
constexpr int broken = AVERROR_INVALIDDATA;

/// A decoder that answers what is written down, and then the same for ever.
struct Script {
    std::deque<int> answers;
    int for_ever = AVERROR_EOF;
    int packets = 0;  ///< that are left
    int sent = 0;
    int asked = 0;

    av::Decoding decoding() {
        return av::Decoding([this] { return answer(); },
                            [this] {
                                ++sent;
                                return packets-- > 0;
                            });
    }

    int answer() {
        // So that a test of what never ends does.
        if (++asked > 1'000'000) throw std::runtime_error("it is asked for ever");
        if (answers.empty()) return for_ever;
        const int result = answers.front();
        answers.pop_front();
        return result;
    }
};

int frames_of(av::Decoding& decoding) {
    int frames = 0;
    while (decoding.next_frame()) ++frames;
    return frames;
}

}  // namespace

TEST_CASE("packets are sent where the decoder asks for them, and frames taken till its end") {
    Script script{{again, 0, 0, again, 0, again, 0}, AVERROR_EOF, 2};
    av::Decoding decoding = script.decoding();
    CHECK(frames_of(decoding) == 4);
    CHECK(decoding.damages() == 0);
    CHECK(script.sent == 3);
}

TEST_CASE("after an error the decoder is asked for what is left in its packet") {
    Script script{{again, broken, 0, broken, broken, again, 0}, AVERROR_EOF, 1};
    av::Decoding decoding = script.decoding();
    CHECK(frames_of(decoding) == 2);
    CHECK(decoding.damages() == 3);
    CHECK(script.sent == 2);
}

TEST_CASE("a decoder that fails, or wants more, for ever is left once all is sent") {
    const int answer = GENERATE(broken, again, AVERROR(EIO), AVERROR_BUG);
    Script script{{0}, answer, 1000};
    av::Decoding decoding = script.decoding();
    CHECK(frames_of(decoding) == 1);
    CHECK(script.packets < 0);
    CHECK((decoding.damages() > 0) == (answer != again));
    CHECK_FALSE(decoding.next_frame());
}
