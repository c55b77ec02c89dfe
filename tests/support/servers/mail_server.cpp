// SPDX-License-Identifier: MIT
#include "tests/support/servers/mail_server.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <stdexcept>
#include <utility>

namespace cityfm::tests {
namespace {

/// The next line; empty at the end.
std::string line_of(std::FILE* file) {
    std::string line;
    for (int c = std::fgetc(file); c != EOF && c != '\n'; c = std::fgetc(file)) line += static_cast<char>(c);
    return line;
}

}  // namespace

MailServer::MailServer(const std::vector<std::string>& options) {
    std::vector<std::string> words = {"/usr/bin/python3",
                                      std::string(CITYFM_SOURCE) + "/tests/support/servers/mail_server.py"};
    words.insert(words.end(), options.begin(), options.end());
    std::vector<char*> arguments;
    arguments.reserve(words.size() + 1);
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    std::array<int, 2> in{};
    std::array<int, 2> out{};
    if (::pipe2(in.data(), O_CLOEXEC) != 0 || ::pipe2(out.data(), O_CLOEXEC) != 0)
        throw std::runtime_error("no pipe");
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, in[0], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
    const int failed = ::posix_spawn(&child_, words[0].c_str(), &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    ::close(in[0]);
    ::close(out[1]);
    input_ = in[1];
    output_ = ::fdopen(out[0], "r");
    if (failed == 0) port_ = line_of(output_);
    if (port_.empty()) throw std::runtime_error("mail_server.py did not start");
}

MailServer::~MailServer() {
    if (input_ >= 0) ::close(input_);
    std::fclose(output_);
    int status = 0;
    ::waitpid(child_, &status, 0);
}

std::vector<nlohmann::json> MailServer::messages() {
    ::close(std::exchange(input_, -1));
    std::vector<nlohmann::json> found;
    for (std::string line = line_of(output_); !line.empty(); line = line_of(output_))
        found.push_back(nlohmann::json::parse(line));
    return found;
}

}  // namespace cityfm::tests
