//! Units and thousands: a figure that disagrees with what is known is refused.
