#include "model/exchange/JsonWriter.h"

#include "model/exchange/Quote.h"
#include "model/units/Text.h"

#include <cassert>
#include <cmath>

namespace colonnade::model {

void JsonWriter::place()
{
    if (m_open.empty())
        return;
    Open& parent = m_open.back();
    if (parent.hasKey) {
        parent.hasKey = false;
        return;
    }
    if (!parent.empty)
        m_text += ',';
    if (parent.layout == Layout::Block) {
        m_text += '\n';
        m_text.append(2 * m_open.size(), ' ');
    } else if (!parent.empty) {
        m_text += ' ';
    }
    parent.empty = false;
}

void JsonWriter::begin(char opening, Layout layout)
{
    assert(m_open.empty() || m_open.back().hasKey || m_open.back().closing == ']');
    const bool inLine = !m_open.empty() && m_open.back().layout == Layout::Line;
    place();
    m_text += opening;
    m_open.push_back(
        {.closing = opening == '{' ? '}' : ']', .layout = inLine ? Layout::Line : layout});
}

void JsonWriter::end()
{
    assert(!m_open.empty() && !m_open.back().hasKey);
    const Open ended = m_open.back();
    m_open.pop_back();
    if (ended.layout == Layout::Block && !ended.empty) {
        m_text += '\n';
        m_text.append(2 * m_open.size(), ' ');
    }
    m_text += ended.closing;
}

void JsonWriter::key(std::string_view name)
{
    assert(!m_open.empty() && m_open.back().closing == '}' && !m_open.back().hasKey);
    place();
    m_text += quote::json(name);
    m_text += ": ";
    m_open.back().hasKey = true;
}

void JsonWriter::raw(std::string_view text)
{
    assert(m_open.empty() || m_open.back().hasKey || m_open.back().closing == ']');
    place();
    m_text += text;
}

void JsonWriter::value(std::string_view text)
{
    raw(quote::json(text));
}

void JsonWriter::writeNumber(double number)
{
    raw(std::isfinite(number) ? shortest(number) : std::string{"null"});
}

std::string JsonWriter::finish()
{
    assert(m_open.empty());
    m_text += '\n';
    return std::exchange(m_text, {});
}

} // namespace colonnade::model
