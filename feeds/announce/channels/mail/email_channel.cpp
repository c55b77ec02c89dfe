// SPDX-License-Identifier: MIT
#include <algorithm>

#include "feeds/announce/channels/mail/mail_message.h"
#include "feeds/announce/channels/open_channel.h"
#include "pipeline/core/digest.h"
#include "pipeline/net/mail.h"

namespace cityfm::announce {
namespace {

using core::Code;
using core::Error;
using core::Kind;

/// A mail server as `smtp` names it: the address without its user, and the user with its %XX resolved.
struct Server {
    std::string address;
    std::string user;
};

std::string percent_decoded(const std::string& text) {
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const std::string bytes = text[at] == '%' ? core::from_hex(text.substr(at + 1, 2)) : "";
        if (bytes.size() != 1) {
            out += text[at];
            continue;
        }
        out += bytes;
        at += 2;
    }
    return out;
}

Server parse_server(const std::string& smtp) {
    const std::size_t host = smtp.find("://") + 3;
    const std::size_t end = std::min(smtp.find_first_of("/?#", host), smtp.size());
    const std::size_t at = smtp.rfind('@', end);
    if (at == std::string::npos || at < host) return {smtp, {}};
    return {smtp.substr(0, host) + smtp.substr(at + 1), percent_decoded(smtp.substr(host, at - host))};
}

/// Mail by the show's own server. Nobody can see what arrived: what gets no clear answer is unknown.
class EmailChannel final : public Channel {
  public:
    explicit EmailChannel(const Opening& opening)
        : id_(opening.channel.id),
          server_(parse_server(opening.channel.smtp)),
          envelope_{opening.channel.from, opening.show_title, opening.channel.to, opening.language,
                    opening.timezone},
          secret_(opening.secret),
          secret_name_(opening.secret_name),
          stop_(opening.stop) {}

    Traits traits() const override { return {Memory::blind, {}, false, Consent::words}; }

    std::string body(const Post& post) const override { return mail_message(post, envelope_); }

    Posted post(const Post& post) override {
        net::Mail mail;
        mail.server = server_.address;
        mail.from = envelope_.from;
        mail.to = envelope_.to;
        mail.message = body(post);
        if (!secret_.empty()) {
            mail.user = server_.user.empty() ? envelope_.from : server_.user;
            mail.password = secret_.reveal();
        }
        try {
            net::send_mail(mail, stop_);
        } catch (const Error& error) {
            throw told(error);
        }
        return {};
    }

  private:
    Error told(const Error& error) const {
        if (error.kind == Kind::unknown) return {Kind::unknown, Code::outcome_unknown, {{"id", id_}}};
        const std::string reason = secret_.hidden_in(core::arg(error.args, "reason"));
        if (error.kind != Kind::refused) return {error.kind, error.code, {{"url", id_}, {"reason", reason}}};
        if (dynamic_cast<const net::LoginRefused*>(&error) != nullptr)
            return {Kind::refused,
                    Code::secret_refused,
                    {{"id", id_}, {"name", secret_name_}, {"reason", reason}}};
        return {Kind::refused, Code::channel_refused, {{"id", id_}, {"reason", reason}}};
    }

    std::string id_;
    Server server_;
    MailEnvelope envelope_;
    core::Secret secret_;
    std::string secret_name_;
    std::stop_token stop_;
};

}  // namespace

std::unique_ptr<Channel> open_email(const Opening& opening) {
    return std::make_unique<EmailChannel>(opening);
}

}  // namespace cityfm::announce
