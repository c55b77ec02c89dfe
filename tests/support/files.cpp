// SPDX-License-Identifier: MIT
#include "tests/support/files.h"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "pipeline/core/digest.h"

namespace cityfm::tests {

void write(const std::filesystem::path& path, const std::string& content) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream file(path, std::ios::binary);
    file << content;
    if (!file.flush()) throw std::runtime_error("cannot write " + path.string());
}

std::string read(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error("cannot read " + path.string());
    return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::string> lines_of(const std::filesystem::path& path) {
    std::ifstream file(path);
    std::vector<std::string> lines;
    for (std::string line; std::getline(file, line);) lines.push_back(line);
    return lines;
}

void replace_in(const std::filesystem::path& path, const std::string& from, const std::string& to) {
    std::string content = read(path);
    const std::size_t at = content.find(from);
    if (at == std::string::npos) throw std::runtime_error("no \"" + from + "\" in " + path.string());
    write(path, content.replace(at, from.size(), to));
}

std::map<std::string, std::string> digests_below(const std::filesystem::path& folder) {
    std::map<std::string, std::string> digests;
    if (!std::filesystem::exists(folder)) return digests;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file()) {
            digests[entry.path().lexically_relative(folder).string()] = core::sha256_file(entry.path());
        }
    }
    return digests;
}

std::map<std::string, std::string> digests_without_cache(const std::filesystem::path& folder) {
    auto all = digests_below(folder);
    std::erase_if(all, [](const auto& file) { return file.first.starts_with(".cityfm/"); });
    return all;
}

}  // namespace cityfm::tests
