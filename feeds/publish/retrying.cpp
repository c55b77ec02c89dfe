// SPDX-License-Identifier: MIT
#include "feeds/publish/retrying.h"

#include <utility>

#include "pipeline/core/backoff.h"
#include "pipeline/core/error.h"

namespace cityfm::publish {
namespace {

class Retrying final : public Target {
  public:
    Retrying(std::unique_ptr<Target> target, core::Pause pause)
        : target_(std::move(target)), pause_(std::move(pause)) {}

    TargetTraits traits() const override { return target_->traits(); }
    std::map<std::string, RemoteFile> list() override {
        return again([&] { return target_->list(); });
    }
    std::string digest(const std::string& path) override {
        return again([&] { return target_->digest(path); });
    }
    std::string read(const std::string& path, std::uintmax_t most) override {
        return again([&] { return target_->read(path, most); });
    }
    void put(const PublishedFile& file, const core::PlainFile& local) override {
        again([&] { target_->put(file, local); });
    }
    void remove(const std::string& path) override {
        again([&] { target_->remove(path); });
    }
    void require_writable() override {
        again([&] { target_->require_writable(); });
    }

  private:
    template <class Call>
    auto again(const Call& call) -> decltype(call()) {
        constexpr int most_repetitions = 3;
        for (int repetition = 0;; ++repetition) {
            try {
                return call();
            } catch (const core::Error& error) {
                if (error.kind != core::Kind::later || repetition == most_repetitions) throw;
            }
            pause_(core::full_jitter(repetition));
        }
    }

    std::unique_ptr<Target> target_;
    core::Pause pause_;
};

}  // namespace

std::unique_ptr<Target> retrying(std::unique_ptr<Target> target, core::Pause pause) {
    return std::make_unique<Retrying>(std::move(target), std::move(pause));
}

}  // namespace cityfm::publish
