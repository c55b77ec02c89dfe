// SPDX-License-Identifier: MIT
#include <CLI/CLI.hpp>
#include <memory>

#include "pipeline/cli/commands/commands.h"
#include "pipeline/cli/importer.h"
#include "pipeline/cli/options.h"
#include "pipeline/core/error.h"
#include "pipeline/model/address.h"

namespace cityfm::cli {

void add_import(CLI::App& app, Action& chosen) {
    CLI::App* command =
        app.add_subcommand("import", "a show folder out of an existing feed, every identity kept");
    const auto request = std::make_shared<ImportRequest>();
    const auto media = std::make_shared<std::string>("keep");
    command->add_option("FEED", request->feed, "the address of the feed, or a file")->required();
    command->add_option("--into", request->folder, "the folder to make, or to go on with")
        ->required()
        ->type_name("DIR");
    add_choice(*command, "--media", *media, {"keep", "download"},
               "leave the files where they are (default), or bring them");
    command->add_option("--address", request->address, "where the show will be served, https://…/")
        ->type_name("URL");
    add_allow_private(*command, request->allow_private);
    command->callback([&chosen, request, media] {
        request->download = *media == "download";
        chosen = [request](Session& session) {
            const std::string& address = request->address;
            const bool plain =
                model::is_http_url(address) && address.find_first_of("?#@") == std::string::npos;
            if (request->folder.empty())
                throw core::Error(core::Kind::usage, core::Code::missing_value, {{"name", "--into"}});
            if (!address.empty() && !plain) {
                throw core::Error(core::Kind::usage, core::Code::bad_address,
                                  {{"key", "--address"}, {"found", request->address}});
            }
            return import_show(session, *request);
        };
    });
}

}  // namespace cityfm::cli
