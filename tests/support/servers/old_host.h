// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "tests/support/good_show.h"
#include "tests/support/servers/http_server.h"

namespace cityfm::tests {

/// Another company's host on loopback: a feed of its own ways at `/rss`, with two episodes of real sound, a
/// picture, a transcript and chapters. What it serves has tags, lengths and ranges, as hosts do.
class OldHost {
  public:
    OldHost();

    std::string url(const std::string& path) const { return server_.url(path); }
    std::string feed() const { return url("/rss"); }
    /// The feed as it is served.
    std::string xml() const;

    /// So many episodes are public, nine at most; two at first.
    void publish(int count) { items_ = count; }
    /// Changes each answer that follows; called from several threads.
    void get_wrong(std::function<void(const Asked&, Answer&)> change);

    /// What it was asked for at paths that start like this.
    std::vector<Asked> asked_for(const std::string& start) const;

    const GoodShow& show() const { return show_; }

  private:
    Answer answer(const Asked& asked) const;
    std::string item(int number) const;

    GoodShow show_;
    std::map<std::string, std::string> files_;  ///< bytes by path
    int items_ = 2;
    mutable std::mutex mutex_;
    std::function<void(const Asked&, Answer&)> change_;
    HttpServer server_;
};

}  // namespace cityfm::tests
