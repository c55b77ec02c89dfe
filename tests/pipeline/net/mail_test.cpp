// SPDX-License-Identifier: MIT
#include "pipeline/net/mail.h"

#include <catch2/catch.hpp>

#include "pipeline/core/error.h"
#include "tests/support/servers/mail_server.h"

using namespace cityfm;

namespace {

net::Mail mail_by(const std::string& server) {
    net::Mail mail;
    mail.server = server;
    mail.from = "radio@example.jp";
    mail.to = "list@example.jp";
    mail.message = "Subject: x\r\n\r\nx\r\n";
    return mail;
}

/// The address of a server of this machine under another name.
std::string under_name(const tests::MailServer& server, const std::string& name) {
    return "smtp://" + name + server.url().substr(server.url().rfind(':'));
}

}  // namespace

TEST_CASE("on this machine mail needs no TLS") {
    tests::MailServer server;
    net::send_mail(mail_by(under_name(server, GENERATE("127.0.0.1", "localhost", "LOCALHOST"))));
    CHECK(server.messages().size() == 1);
}

TEST_CASE("a name that only begins like this machine's is asked for TLS, wherever it leads") {
    tests::MailServer server;
    // libcurl itself takes every name below localhost for this machine.
    const std::string name = GENERATE("localhost.evil.localhost", "localhost.localhost");
    try {
        net::send_mail(mail_by(under_name(server, name)));
        FAIL("it was sent in the clear");
    } catch (const core::Error& error) {
        CHECK(error.kind == core::Kind::refused);
        CHECK(error.code == core::Code::http_failed);
    }
    CHECK(server.messages().empty());
}

TEST_CASE("an error of a mail server's names it without a password") {
    try {
        net::send_mail(mail_by("smtp://mikan:ramen@127.0.0.1:1"));
        FAIL("nobody listens there");
    } catch (const core::Error& error) {
        CHECK(core::arg(error.args, "url") == "smtp://mikan:…@127.0.0.1:1");
    }
}
