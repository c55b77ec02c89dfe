// SPDX-License-Identifier: MIT
#include "pipeline/text/chapters.h"

#include "pipeline/core/json.h"
#include "pipeline/core/time.h"

namespace cityfm::text {

std::string chapters_json(const std::vector<model::Chapter>& chapters) {
    core::Json list = core::Json::array();
    for (const model::Chapter& chapter : chapters) {
        core::Json entry = {{"startTime", chapter.start_seconds}, {"title", chapter.title}};
        if (!chapter.link.empty()) entry["url"] = chapter.link;
        if (!chapter.image.empty()) entry["img"] = chapter.image;
        list.push_back(std::move(entry));
    }
    return core::to_document({{"version", "1.2.0"}, {"chapters", list}});
}

std::string chapter_lines(const std::vector<model::Chapter>& chapters) {
    std::string lines;
    for (const model::Chapter& chapter : chapters) {
        lines += core::show_offset(chapter.start_seconds) + " " + chapter.title + "\n";
    }
    return lines;
}

}  // namespace cityfm::text
