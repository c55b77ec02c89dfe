// SPDX-License-Identifier: MIT
#include "feeds/publish/plan.h"

#include <algorithm>
#include <regex>
#include <set>

#include "pipeline/core/stop.h"

namespace cityfm::publish {
namespace {

bool is_named_by_content(const PublishedFile& file) {
    return file.path.find(file.sha256.substr(0, 12)) != std::string::npos;
}

bool is_same(const PublishedFile& file, const RemoteFile& remote) {
    if (remote.bytes != file.bytes) return false;
    return remote.sha256 ? *remote.sha256 == file.sha256 : is_named_by_content(file);
}

}  // namespace

std::string cache_control(FileClass file_class) {
    const bool changes = file_class == FileClass::page || file_class == FileClass::feed;
    return changes ? "max-age=300, must-revalidate" : "public, max-age=31536000, immutable";
}

Plan make_plan(const std::vector<PublishedFile>& files, const std::map<std::string, RemoteFile>& listing) {
    Plan plan;
    for (const PublishedFile& file : files) {
        const auto remote = listing.find(file.path);
        if (remote == listing.end()) {
            plan.puts.push_back({file, Reason::absent});
        } else if (!is_same(file, remote->second)) {
            plan.puts.push_back({file, Reason::changed});
        } else {
            ++plan.unchanged;
        }
    }
    std::stable_sort(plan.puts.begin(), plan.puts.end(),
                     [](const Put& a, const Put& b) { return a.file.file_class < b.file.file_class; });
    return plan;
}

std::vector<std::string> forgotten(const std::vector<PublishedFile>& files,
                                   const std::map<std::string, RemoteFile>& listing) {
    static const std::regex ours("media/[a-z0-9-]+-[0-9a-f]{12}\\.[a-z0-9]+");
    std::set<std::string> named;
    for (const PublishedFile& file : files) named.insert(file.path);
    std::vector<std::string> removals;
    for (const auto& [path, remote] : listing) {
        if (!named.contains(path) && std::regex_match(path, ours)) removals.push_back(path);
    }
    return removals;
}

std::map<std::string, RemoteFile> listing_for(Target& target, const std::vector<PublishedFile>& files) {
    std::map<std::string, RemoteFile> listing = target.list();
    for (const PublishedFile& file : files) {
        const auto remote = listing.find(file.path);
        if (remote == listing.end() || remote->second.sha256 || remote->second.bytes != file.bytes) continue;
        if (!is_named_by_content(file)) remote->second.sha256 = target.digest(file.path);
    }
    return listing;
}

void apply(const Plan& plan, Target& target, const std::function<core::PlainFile(const std::string&)>& local,
           const std::function<void(const Put&)>& before_each, const std::stop_token& stop) {
    for (const Put& put : plan.puts) {
        core::check_stop(stop);
        before_each(put);
        target.put(put.file, local(put.file.path));
    }
    for (const std::string& path : plan.removals) {
        core::check_stop(stop);
        target.remove(path);
    }
}

}  // namespace cityfm::publish
