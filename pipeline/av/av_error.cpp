// SPDX-License-Identifier: MIT
#include "pipeline/av/av_error.h"

#include <array>
#include <cerrno>

#include "pipeline/core/error.h"

extern "C" {
#include <libavutil/error.h>
#include <libavutil/log.h>
}

namespace cityfm::av {

void keep_libav_quiet() {
    av_log_set_level(AV_LOG_QUIET);
}

std::string describe(int error_number) {
    std::array<char, AV_ERROR_MAX_STRING_SIZE> text{};
    av_strerror(error_number, text.data(), text.size());
    return text.data();
}

void fail(int error_number, const char* call, const std::string& file) {
    if (!file.empty() && (error_number == AVERROR(ENOSPC) || error_number == AVERROR(EACCES) ||
                          error_number == AVERROR(EROFS) || error_number == AVERROR(EIO) ||
                          error_number == AVERROR(EDQUOT) || error_number == AVERROR(EPERM))) {
        core::fail_on_file(core::Code::cannot_write, file, AVUNERROR(error_number));
    }
    throw core::Error(core::Kind::failed, core::Code::library_failed,
                      {{"library", "FFmpeg"}, {"reason", std::string(call) + ": " + describe(error_number)}});
}

int checked(int result, const char* call, const std::string& file) {
    if (result < 0) fail(result, call, file);
    return result;
}

}  // namespace cityfm::av
