// SPDX-License-Identifier: MIT
// What libebur128 alone needs for integrated loudness, range and true peak: the yardstick of `run`.
#include <ebur128.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>

// Reads raw interleaved 16-bit frames, two channels at 48 kHz, from stdin.
int main(void) {
    static int16_t block[2 * 16384];
    ebur128_state* meter =
        ebur128_init(2, 48000, EBUR128_MODE_I | EBUR128_MODE_LRA | EBUR128_MODE_TRUE_PEAK);
    if (meter == NULL) return 1;
    for (size_t frames; (frames = fread(block, 4, 16384, stdin)) > 0;) {
        if (ebur128_add_frames_short(meter, block, frames) != EBUR128_SUCCESS) return 1;
    }
    double integrated = 0, range = 0, left = 0, right = 0;
    ebur128_loudness_global(meter, &integrated);
    ebur128_loudness_range(meter, &range);
    ebur128_true_peak(meter, 0, &left);
    ebur128_true_peak(meter, 1, &right);
    printf("%.2f LUFS %.2f LU %.2f dBTP\n", integrated, range, 20 * log10(fmax(left, right)));
    ebur128_destroy(&meter);
    return 0;
}
