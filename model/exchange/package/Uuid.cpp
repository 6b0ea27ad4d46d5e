#include "model/exchange/package/Uuid.h"

#include <openssl/evp.h>

#include <array>
#include <charconv>
#include <cstddef>

namespace colonnade::model {

namespace {

constexpr std::size_t uuidBytes = 16;
constexpr std::array<std::size_t, 4> dashesAfter{4, 6, 8, 10};

/// The bytes of a UUID; empty where the text is none.
std::string bytesOf(std::string_view uuid)
{
    std::string bytes;
    for (std::size_t i = 0; i < uuid.size();) {
        if (uuid[i] == '-') {
            ++i;
            continue;
        }
        unsigned byte = 0;
        const std::string_view pair = uuid.substr(i, 2);
        const auto [end, error] = std::from_chars(pair.data(), pair.data() + pair.size(), byte, 16);
        if (pair.size() != 2 || error != std::errc{} || end != pair.data() + 2)
            return {};
        bytes += static_cast<char>(byte);
        i += 2;
    }
    return bytes.size() == uuidBytes ? bytes : std::string{};
}

} // namespace

std::string uuid5(std::string_view space, std::string_view name)
{
    const std::string prefix = bytesOf(space);
    if (prefix.empty())
        return {};
    const std::string content = prefix + std::string(name);
    std::array<unsigned char, EVP_MAX_MD_SIZE> hash{};
    unsigned size = 0;
    if (EVP_Digest(content.data(), content.size(), hash.data(), &size, EVP_sha1(), nullptr) != 1 || size < uuidBytes)
        return {};
    hash[6] = static_cast<unsigned char>((hash[6] & 0x0fU) | 0x50U); // Version 5.
    hash[8] = static_cast<unsigned char>((hash[8] & 0x3fU) | 0x80U); // The variant of RFC 9562.
    static constexpr std::string_view digits{"0123456789abcdef"};
    std::string text;
    for (std::size_t i = 0; i < uuidBytes; ++i) {
        for (const std::size_t dash : dashesAfter) {
            if (i == dash)
                text += '-';
        }
        text += digits[hash[i] >> 4U];
        text += digits[hash[i] & 0xfU];
    }
    return text;
}

} // namespace colonnade::model
