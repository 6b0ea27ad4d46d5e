#pragma once

namespace colonnade::model {

/// Share of a price to pay each year so that it and its interest are paid after so many years: r / (1 - (1 + r)^-n), and
/// 1 / n without interest.
double capitalRecoveryFactor(double rate, double years);

/// What an owner puts in. Money in USD.
struct OwnershipInputs {
    double accelerators = 0;
    double itCapital = 0;
    double itPower = 0;         ///< kW, nameplate.
    double facilityCapital = 0; ///< Of a facility that is owned; 0 where it is rented.
    double rentPerKwMonth = 0;  ///< Of one that is rented; 0 where it is owned.
    double facilityFactor = 1;  ///< Facility power over IT power (PUE).
    double meanDraw = 1;        ///< Average over nameplate power.
    double perKwh = 0;
    double itYears = 5, facilityYears = 14;
    double rate = 0;     ///< Cost of capital per year.
    double residual = 0; ///< Of the IT's price, at the end of its life.
    double operationPerKwYear = 0; ///< Of an owned facility without energy, per kW of IT.
    double itMaintenance = 0;      ///< Of the IT's price, per year.
    double insurance = 0;          ///< Of all capital, per year.
    double utilisation = 1;        ///< Share of the hours in which accelerators are used.
};

/// What it costs a year, in USD.
struct OwnershipCost {
    double itCapital = 0;
    double facility = 0; ///< Capital, or rent.
    double energy = 0;
    double other = 0; ///< Operation, maintenance, insurance.
    double perAcceleratorHour = 0; ///< Of an hour that is used.
    double energyPerAcceleratorHour = 0; ///< Of that, what goes to energy.
    [[nodiscard]] double total() const { return itCapital + facility + energy + other; }
};
OwnershipCost ownershipCost(const OwnershipInputs& inputs);

/// USD for a million tokens: USD per hour over tokens per hour that count.
double perMillionTokens(double perAcceleratorHour, double tokensPerSecondPerAccelerator, double goodput);

} // namespace colonnade::model
