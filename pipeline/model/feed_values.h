// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace cityfm::model {

// The forms of what feeds hold, for whoever writes it and whoever reads it.

/// A BCP 47 tag as feeds use it: `ja`, `pt-BR`. `jp`, a country, is none.
bool is_language(std::string_view text);

/// A `geo:` address (RFC 5870): latitude and longitude in degrees.
bool is_geo(std::string_view text);

/// An object of OpenStreetMap with its kind: `N123`, `W123`, `R123`, maybe with `#version`.
bool is_osm(std::string_view text);

/// Two capital letters (ISO 3166-1).
bool is_country(std::string_view text);

/// A recurrence rule (RFC 5545, section 3.3.10): NAME=VALUE with semicolons between, FREQ among them.
bool is_rrule(std::string_view text);

/// A mail address with one @ and a dot behind it, without blanks.
bool is_mail_address(std::string_view text);

}  // namespace cityfm::model
