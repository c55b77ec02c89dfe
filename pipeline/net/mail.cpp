// SPDX-License-Identifier: MIT
#include "pipeline/net/mail.h"

#include <algorithm>
#include <string_view>

#include "pipeline/core/authority.h"
#include "pipeline/core/error.h"
#include "pipeline/net/easy.h"
#include "pipeline/net/reach.h"

namespace cityfm::net {
namespace {

using core::Code;
using core::Error;
using core::Kind;

/// The message while it is handed out.
struct Delivery {
    std::string_view rest;
    bool handed_over = false;  ///< to its end: from then on the server may have taken it
    const std::stop_token& stop;
};

std::size_t on_read(char* bytes, std::size_t size, std::size_t count, void* user) noexcept {
    auto& delivery = *static_cast<Delivery*>(user);
    const std::size_t taken = std::min(size * count, delivery.rest.size());
    delivery.rest.copy(bytes, taken);
    delivery.rest.remove_prefix(taken);
    if (taken == 0) delivery.handed_over = true;
    return taken;
}

int on_delivery_progress(void* user, curl_off_t /*total*/, curl_off_t /*now*/, curl_off_t /*up*/,
                         curl_off_t /*sent*/) noexcept {
    return static_cast<Delivery*>(user)->stop.stop_requested() ? 1 : 0;
}

/// On this machine mail may go in the clear, and then nowhere else.
Reach reach_of(const std::string& server) {
    const bool in_clear = server.starts_with("smtp://") && core::is_this_machine(core::host_of(server));
    return in_clear ? Reach::this_machine : Reach::anywhere;
}

Kind kind_of(CURLcode done, long code, bool handed_over) {
    // A server that answers 4yz asks to try again, one that answers 5yz does not (RFC 5321, section 4.2.1).
    if (code >= 500 && code < 600) return Kind::refused;
    if (code >= 400 && code < 500) return Kind::later;
    if (done == CURLE_LOGIN_DENIED || done == CURLE_URL_MALFORMAT || done == CURLE_USE_SSL_FAILED)
        return Kind::refused;
    return handed_over ? Kind::unknown : Kind::later;
}

}  // namespace

void send_mail(const Mail& mail, const std::stop_token& stop) {
    const Easy easy = make_easy();
    CURL* handle = easy.get();
    Delivery delivery{mail.message, false, stop};
    const std::string from = "<" + mail.from + ">";
    const std::string to = "<" + mail.to + ">";
    const List recipients(curl_slist_append(nullptr, to.c_str()));
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT, 10L);
    curl_easy_setopt(handle, CURLOPT_TIMEOUT, static_cast<long>(mail.time_limit.count()));
    // libcurl says QUIT after a time-out, and waits for the answer to that, too.
    curl_easy_setopt(handle, CURLOPT_SERVER_RESPONSE_TIMEOUT, static_cast<long>(mail.patience.count()));
    curl_easy_setopt(handle, CURLOPT_URL, mail.server.c_str());
    const Reach reach = reach_of(mail.server);
    ReachGuard guard(reach);
    guard.watch(handle);
    if (reach != Reach::this_machine) curl_easy_setopt(handle, CURLOPT_USE_SSL, CURLUSESSL_ALL);
    if (!mail.user.empty()) {
        curl_easy_setopt(handle, CURLOPT_USERNAME, mail.user.c_str());
        curl_easy_setopt(handle, CURLOPT_PASSWORD, mail.password.c_str());
    }
    curl_easy_setopt(handle, CURLOPT_MAIL_FROM, from.c_str());
    curl_easy_setopt(handle, CURLOPT_MAIL_RCPT, recipients.get());
    curl_easy_setopt(handle, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(handle, CURLOPT_READFUNCTION, on_read);
    curl_easy_setopt(handle, CURLOPT_READDATA, &delivery);
    curl_easy_setopt(handle, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, on_delivery_progress);
    curl_easy_setopt(handle, CURLOPT_XFERINFODATA, &delivery);
    const CURLcode done = curl_easy_perform(handle);
    if (done == CURLE_OK) return;
    if (done == CURLE_ABORTED_BY_CALLBACK && stop.stop_requested() && !delivery.handed_over)
        throw Error(Kind::interrupted, Code::interrupted);
    long code = 0;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &code);
    const std::string server = core::without_password(mail.server);
    if (guard.refused(done)) {
        throw Error(Kind::refused, Code::http_failed,
                    {{"url", server}, {"reason", guard.refused_address() + " is not this machine"}});
    }
    std::string reason = curl_easy_strerror(done);
    if (code >= 400) reason.append(" (").append(std::to_string(code)).append(")");
    const core::Args args = {{"url", server}, {"reason", reason}};
    const Kind kind = kind_of(done, code, delivery.handed_over);
    // 530 to 539 are about authentication; 454 asks to try again.
    const bool is_about_login = done == CURLE_LOGIN_DENIED || code / 10 == 53;
    if (kind == Kind::refused && is_about_login) throw LoginRefused(kind, Code::http_failed, args);
    throw Error(kind, Code::http_failed, args);
}

}  // namespace cityfm::net
