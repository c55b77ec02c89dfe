// SPDX-License-Identifier: MIT
#include "pipeline/core/secret.h"

#include <sys/prctl.h>
#include <sys/resource.h>

#include <algorithm>
#include <cassert>
#include <cstring>
#include <string_view>
#include <vector>

#include "pipeline/core/base64.h"
#include "pipeline/core/url.h"

namespace cityfm::core {
namespace {

/// Shorter ones are found in innocent words.
constexpr std::size_t least_hidden = 4;
/// A part of an address that is as long as this is no word that anybody chose.
constexpr std::size_t least_part = 12;
/// The last part is where services put what is secret.
constexpr std::size_t least_last_part = 8;

void wipe(std::string& text) {
    ::explicit_bzero(text.data(), text.size());
}

/// What base64 makes of the bytes when `before` others stand in front of them, without the digits that also
/// depend on the neighbours.
std::string base64_behind(const std::string& value, std::size_t before) {
    const std::string encoded = base64(std::string(before, 'x') + value);
    const std::size_t begin = before == 0 ? 0 : before + 1;
    const std::size_t end = (before + value.size()) * 8 / 6;
    return end > begin ? encoded.substr(begin, end - begin) : "";
}

void add_forms(const std::string& value, std::vector<std::string>& forms) {
    forms.push_back(value);
    forms.push_back(percent_encode_query(value));
    forms.push_back(percent_encode_path(value));
    for (const std::size_t before : {0U, 1U, 2U}) {
        std::string form = base64_behind(value, before);
        forms.push_back(form);
        std::replace(form.begin(), form.end(), '+', '-');
        std::replace(form.begin(), form.end(), '/', '_');
        forms.push_back(std::move(form));
    }
}

/// The parts of an address between slashes and other marks that are as good as a password.
std::vector<std::string> parts_of(std::string_view address) {
    std::vector<std::string> parts;
    const std::size_t host = address.find("://") + 3;
    std::size_t at = address.find('/', host);
    while (at < address.size()) {
        const std::size_t end = std::min(address.find_first_of("/?&=#", at + 1), address.size());
        const std::size_t least = end == address.size() ? least_last_part : least_part;
        if (end - at - 1 >= least) parts.emplace_back(address.substr(at + 1, end - at - 1));
        at = end;
    }
    return parts;
}

}  // namespace

struct Secret::Held {
    explicit Held(std::string text) : value(std::move(text)) {
        if (is_http_url(value)) {
            const std::size_t path = value.find('/', value.find("://") + 3);
            if (path != std::string::npos && path + 1 < value.size()) forms.push_back(value.substr(path));
            for (const std::string& part : parts_of(value)) add_forms(part, forms);
        }
        add_forms(value, forms);
        std::erase_if(forms, [](const std::string& form) { return form.size() < least_hidden; });
        std::sort(forms.begin(), forms.end(),
                  [](const std::string& a, const std::string& b) { return a.size() > b.size(); });
    }
    Held(const Held&) = delete;
    Held& operator=(const Held&) = delete;
    ~Held() {
        wipe(value);
        for (std::string& form : forms) wipe(form);
    }

    std::string value;
    std::vector<std::string> forms;  ///< what is looked for, the longest first
};

Secret::Secret(std::string value)
    : held_(value.empty() ? nullptr : std::make_shared<const Held>(std::move(value))) {}

const std::string& Secret::reveal() const {
    assert(!empty());
    return held_->value;
}

std::string Secret::hidden_in(std::string text) const {
    if (empty()) return text;
    for (const std::string& form : held_->forms) {
        for (std::size_t at = text.find(form); at != std::string::npos; at = text.find(form, at))
            text.replace(at, form.size(), "…");
    }
    return text;
}

void keep_out_of_cores() {
    const rlimit none = {0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
    ::prctl(PR_SET_DUMPABLE, 0);
}

}  // namespace cityfm::core
