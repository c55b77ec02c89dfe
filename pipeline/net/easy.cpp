// SPDX-License-Identifier: MIT
#include "pipeline/net/easy.h"

#include "pipeline/core/error.h"

namespace cityfm::net {

Easy make_easy() {
    static const CURLcode done = curl_global_init(CURL_GLOBAL_DEFAULT);
    Easy easy(done == CURLE_OK ? curl_easy_init() : nullptr);
    if (!easy) {
        throw core::Error(core::Kind::failed, core::Code::library_failed,
                          {{"library", "libcurl"}, {"reason", curl_easy_strerror(done)}});
    }
    return easy;
}

}  // namespace cityfm::net
