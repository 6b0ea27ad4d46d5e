#include "model/design/RoomAir.h"

namespace colonnade::model {

std::string_view word(AirClass airClass)
{
    switch (airClass) {
    case AirClass::A1: return "A1";
    case AirClass::A2: return "A2";
    case AirClass::A3: return "A3";
    case AirClass::A4: return "A4";
    case AirClass::H1: return "H1";
    }
    return {};
}

std::optional<AirClass> airClassFrom(std::string_view text)
{
    for (const AirClass one :
         {AirClass::A1, AirClass::A2, AirClass::A3, AirClass::A4, AirClass::H1}) {
        if (word(one) == text)
            return one;
    }
    return std::nullopt;
}

std::string_view word(Coupons coupons)
{
    return coupons == Coupons::Clean ? "clean" : "corrosive";
}

std::optional<Coupons> couponsFrom(std::string_view text)
{
    for (const Coupons one : {Coupons::Clean, Coupons::Corrosive}) {
        if (word(one) == text)
            return one;
    }
    return std::nullopt;
}

} // namespace colonnade::model
