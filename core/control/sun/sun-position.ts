/** Where the sun stands: the low-precision formulas of the Astronomical Almanac, good to a hundredth of a degree. */

const DEGREE = Math.PI / 180;
/** 2000-01-01 12:00 UTC. */
const J2000_MS = 946_728_000_000;

/** The sine of the sun's height above the horizon, without refraction; coordinates in degrees, north and east positive. */
export function sineOfSun(wallMs: number, latitude: number, longitude: number): number {
  const days = (wallMs - J2000_MS) / 86_400_000;
  const anomaly = (357.529 + 0.98560028 * days) * DEGREE;
  const eclipticLongitude =
    (280.459 + 0.98564736 * days + 1.915 * Math.sin(anomaly) + 0.02 * Math.sin(2 * anomaly)) * DEGREE;
  const tilt = (23.439 - 0.00000036 * days) * DEGREE;
  const declination = Math.asin(Math.sin(tilt) * Math.sin(eclipticLongitude));
  const rightAscension = Math.atan2(Math.cos(tilt) * Math.sin(eclipticLongitude), Math.cos(eclipticLongitude));
  const siderealDegrees = 280.46062 + 360.98564737 * days;
  const hourAngle = (siderealDegrees + longitude) * DEGREE - rightAscension;
  const north = latitude * DEGREE;
  return Math.sin(north) * Math.sin(declination) + Math.cos(north) * Math.cos(declination) * Math.cos(hourAngle);
}
