// SPDX-License-Identifier: MIT
#include "feeds/announce/channels/slack/slack_upload.h"

#include "pipeline/core/file.h"
#include "pipeline/core/json.h"
#include "pipeline/core/url.h"
#include "pipeline/model/channel_types.h"

namespace cityfm::announce {

using core::Json;

std::string upload_to_slack(const std::filesystem::path& picture, const SlackApi& slack) {
    const Service& service = slack.service();
    const std::string bytes = core::read_file(picture);
    const std::string name = picture.filename().string();
    const Json place = slack.read("files.getUploadURLExternal?filename=" + core::percent_encode_query(name) +
                                  "&length=" + std::to_string(bytes.size()));
    std::string id = text_in(place, "file_id");
    net::Request request;
    request.method = "POST";
    request.url = text_in(place, "upload_url");
    request.headers["Content-Type"] = "application/octet-stream";
    request.body = bytes;
    // The answer names the place: what Slack itself names is never on this machine or in a private network.
    const bool good =
        slack.is_slack_itself() ? request.url.starts_with("https://") : core::is_confidential(request.url);
    if (slack.is_slack_itself()) request.reach = net::Reach::public_internet;
    if (id.empty() || !good) throw service.refused("upload_url");
    const net::Response uploaded = service.change(request);
    if (uploaded.status != 200) throw service.refused(uploaded);
    Json files = Json::array();
    files.push_back({{"id", id}, {"title", name}});
    slack.require_ok(slack.change("files.completeUploadExternal", {{"files", files}}));
    return id;
}

}  // namespace cityfm::announce
