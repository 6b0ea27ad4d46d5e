#include "model/exchange/Sha256.h"

#include <openssl/evp.h>

#include <array>

namespace colonnade::model {

struct Sha256::State {
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context{EVP_MD_CTX_new(),
                                                                    &EVP_MD_CTX_free};
    bool good = false;
};

Sha256::Sha256() : m_state{std::make_unique<State>()}
{
    m_state->good =
        m_state->context && EVP_DigestInit_ex(m_state->context.get(), EVP_sha256(), nullptr) == 1;
}

Sha256::~Sha256() = default;

void Sha256::add(std::string_view bytes)
{
    m_state->good =
        m_state->good && EVP_DigestUpdate(m_state->context.get(), bytes.data(), bytes.size()) == 1;
}

std::string Sha256::hex()
{
    static constexpr std::string_view digits{"0123456789abcdef"};
    std::array<unsigned char, EVP_MAX_MD_SIZE> hash{};
    unsigned size = 0;
    m_state->good = m_state->good
        && EVP_DigestFinal_ex(m_state->context.get(), hash.data(), &size) == 1 && size == 32;
    if (!m_state->good)
        return {};
    std::string text;
    for (unsigned i = 0; i < size; ++i) {
        text += digits[hash[i] >> 4];
        text += digits[hash[i] & 0xf];
    }
    m_state->good = false;
    return text;
}

std::string sha256(std::string_view bytes)
{
    Sha256 hash;
    hash.add(bytes);
    return hash.hex();
}

} // namespace colonnade::model
