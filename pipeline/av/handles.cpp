// SPDX-License-Identifier: MIT
#include "pipeline/av/handles.h"

#include <string>

#include "pipeline/core/error.h"

namespace cityfm::av {

void Options::refuse_left_over() const {
    const AVDictionaryEntry* entry = av_dict_get(dictionary_, "", nullptr, AV_DICT_IGNORE_SUFFIX);
    if (entry == nullptr) return;
    throw core::Error(core::Kind::failed, core::Code::library_failed,
                      {{"library", "FFmpeg"}, {"reason", std::string("unknown option ") + entry->key}});
}

}  // namespace cityfm::av
